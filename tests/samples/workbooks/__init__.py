"""The fixture workbooks: one named quirk each, with what must come out of it."""
