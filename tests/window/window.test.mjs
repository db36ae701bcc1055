// The real window: what only WebKitGTK and the shell can get wrong.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";

import { end, Window } from "./driver.mjs";

const ROOT = resolve(import.meta.dirname, "../..");
const PROGRAM =
  process.env.SHIRUBE_WINDOW ?? join(ROOT, "target/debug/shirube-window");
const PICTURES =
  process.env.SHIRUBE_PICTURES ?? join(ROOT, "target/window-pictures");

let folder;

before(() => {
  folder = mkdtempSync(join(tmpdir(), "shirube-window-"));
  mkdirSync(PICTURES, { recursive: true });
});

after(() => rmSync(folder, { recursive: true, force: true }));

/** A home of its own: nothing of the person who runs the tests is touched. */
function home(name) {
  const place = join(folder, name);
  mkdirSync(place, { recursive: true });
  return {
    HOME: place,
    XDG_DATA_HOME: join(place, "data"),
    XDG_CONFIG_HOME: join(place, "config"),
    XDG_CACHE_HOME: join(place, "cache"),
    SHIRUBE_ACTOR: "見本 花子",
  };
}

async function keep(window, name) {
  // What the page already says is not painted yet.
  await wait(400);
  const picture = await window.picture();
  assert.ok(picture.length > 5_000, `${name} shows something`);
  writeFileSync(join(PICTURES, `${name}.png`), picture);
}

/** Waits until the plot's canvas shows something. */
async function painted(window) {
  for (let left = 100; left > 0; left -= 1) {
    const inked = await window.run(`
      const canvas = document.querySelector('[data-plot] canvas');
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      return data.some((byte, index) => index % 4 === 3 && byte > 0);
    `);
    if (inked) return;
    await wait(100);
  }
  assert.fail("the plot is painted");
}

test(
  "the window opens, takes a list in, and takes it back",
  { timeout: 180_000 },
  async () => {
    const window = await Window.open(PROGRAM, {
      ...home("work"),
      SHIRUBE_ANSWER_DIALOGS: join(ROOT, "assets/samples/chamber.xlsx"),
    });
    try {
      await window.sees("はじめに、どれか1つを選んでください");
      await keep(window, "home-empty");

      await window.press("企業の一覧を取り込む");
      await window.press("ファイルを選ぶ");
      await window.find('[data-count="new"]');
      await keep(window, "import-read");
      const fresh = await window.run(
        `return document.querySelector('[data-count="new"]').textContent.trim()`,
      );
      assert.ok(Number(fresh.replaceAll(",", "")) > 10);

      await window.run(
        `[...document.querySelectorAll('main button')].find((b) => b.textContent.trim() === '取り込む').click()`,
      );
      await window.sees("取り込みました。");
      await keep(window, "import-done");

      await window.run(`location.hash = '#/firms'`);
      await window.find('[role="grid"]');
      await window.sees(`${fresh}件`);
      const rows = await window.run(
        `return document.querySelectorAll('[role="grid"] tr').length`,
      );
      assert.ok(rows < 140, `only the visible rows exist, not ${rows}`);
      await window.run(`document.querySelector('[id="firm-0"]').click()`);
      await window.sees("年度ごとの数字");
      await keep(window, "firms");

      await window.run(
        `document.querySelector('[aria-keyshortcuts="Control+Z"]').click()`,
      );
      await window.sees("元に戻しました：");
      await window.run(`location.hash = '#/home'`);
      await window.sees("はじめに、どれか1つを選んでください");
    } finally {
      await window.close();
    }
  },
);

test("a plan is written in the window", { timeout: 180_000 }, async () => {
  const window = await Window.open(PROGRAM, home("plan"));
  try {
    await window.sees("見本で試す");
    await window.press("見本で試す");
    await window.sees("いま、ご自分のものとは別の台帳を開いています");
    await keep(window, "home-full");
    await window.click("article a.button");
    await window.find("[data-inputs]");
    await window.find("aside h2");
    await keep(window, "plan");
    await window.run(`
      const step = [...document.querySelectorAll('nav a')].find((a) => a.textContent.includes('基本情報'));
      step.click();
    `);
    await window.find('[id="f-summary"]');
    await window.type('[id="f-summary"]', " 書き足し。");
    await window.find('[data-saving="saved"]');
    await keep(window, "plan-basics");
    await window.run(`location.hash = '#/analysis'`);
    await window.find("[data-plot]");
    await painted(window);
    await keep(window, "analysis");
    await window.run(`location.hash = '#/forms'`);
    await window.find("[data-preflight-title]");
    await window.find("[data-paper]");
    await keep(window, "forms");
    await window.run(`location.hash = '#/settings'`);
    await window.sees("履歴");
    await keep(window, "settings");
    await window.run(
      `localStorage.setItem('shirube.text-size', '200'); location.reload()`,
    );
    await window.sees("履歴");
    const wide = await window.run(
      "return document.documentElement.scrollWidth - document.documentElement.clientWidth",
    );
    assert.ok(wide <= 0, "nothing sticks out at 200 %");
    await keep(window, "settings-200");
  } finally {
    await window.close();
  }
});

test("the program opens no internet socket", { timeout: 60_000 }, async () => {
  const surroundings = home("trace");
  const trace = join(folder, "trace.txt");
  const program = spawn(
    "strace",
    ["-f", "-o", trace, "-e", "trace=socket,connect,bind,sendto", PROGRAM],
    {
      stdio: "ignore",
      // strace itself does not end on SIGTERM: the group is ended, window and all.
      detached: true,
      env: { ...process.env, ...surroundings },
    },
  );
  // The interface asked for it: its own ledger is there, so the whole window has started.
  const ledger = join(surroundings.XDG_DATA_HOME, "shirube/ledger.shirube");
  for (let waited = 0; waited < 40_000 && !existsSync(ledger); waited += 200)
    await wait(200);
  await wait(2_000);
  await end(program);
  assert.ok(existsSync(ledger), "the window has started");
  const calls = readFileSync(trace, "utf8").split("\n");
  assert.ok(
    calls.some((call) => call.includes("AF_UNIX")),
    "the trace sees sockets",
  );
  const internet = calls.filter((call) =>
    /socket\(AF_INET|sa_family=AF_INET/.test(call),
  );
  assert.deepEqual(
    internet.map((call) => call.slice(0, 200)),
    [],
  );
});
