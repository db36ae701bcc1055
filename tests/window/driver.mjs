// Drives the real window through WebKitWebDriver, with nothing but fetch.
import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { setTimeout as wait } from "node:timers/promises";

const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

/** A port that nobody listens on. */
function freePort() {
  return new Promise((found) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => found(port));
    });
  });
}

/** Ends a program that was started detached, with everything that it started. */
export async function end(program) {
  const ended = new Promise((done) => program.once("exit", done));
  for (const signal of ["SIGTERM", "SIGKILL"]) {
    try {
      process.kill(-program.pid, signal);
    } catch {
      // The group has ended already.
      return;
    }
    await Promise.race([ended, wait(2_000)]);
  }
}

/** One session with the window. */
export class Window {
  #url;
  #driver;

  /** Starts the driver, and through it the program. */
  static async open(program, env, args = []) {
    const port = await freePort();
    const driver = spawn("WebKitWebDriver", [`--port=${port}`], {
      stdio: "ignore",
      // A process group of its own: what it starts ends with it.
      detached: true,
      env: {
        ...process.env,
        TAURI_AUTOMATION: "true",
        TAURI_WEBVIEW_AUTOMATION: "true",
        ...env,
      },
    });
    const window = new Window();
    window.#driver = driver;
    window.#url = `http://127.0.0.1:${port}`;
    await window.#until(
      () => window.#ask("GET", "/status"),
      "the driver answers",
    );
    const { sessionId } = await window.#ask("POST", "/session", {
      capabilities: {
        alwaysMatch: { "webkitgtk:browserOptions": { binary: program, args } },
      },
    });
    window.#url += `/session/${sessionId}`;
    return window;
  }

  async #ask(method, path, body) {
    const answer = await fetch(this.#url + path, {
      method,
      headers: { "content-type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const { value } = await answer.json();
    if (!answer.ok)
      throw new Error(`${method} ${path}: ${JSON.stringify(value)}`);
    return value;
  }

  async #until(look, what, patience = 30_000) {
    const end = Date.now() + patience;
    for (;;) {
      try {
        const found = await look();
        if (found) return found;
      } catch (error) {
        if (Date.now() > end) throw error;
      }
      if (Date.now() > end) throw new Error(`in vain: ${what}`);
      await wait(100);
    }
  }

  /** Runs a function body in the page and gives what it returns. */
  run(script, ...args) {
    return this.#ask("POST", "/execute/sync", { script, args });
  }

  /** Waits until the page shows this text. */
  sees(text) {
    return this.#until(
      () =>
        this.run("return document.body.innerText.includes(arguments[0])", text),
      `the window shows 「${text}」`,
    );
  }

  /** The element of a selector, once it is there. */
  find(selector) {
    return this.#until(
      () =>
        this.#ask("POST", "/element", {
          using: "css selector",
          value: selector,
        }),
      selector,
    );
  }

  /** Clicks the element of a selector. */
  async click(selector) {
    const element = await this.find(selector);
    await this.#ask("POST", `/element/${element[ELEMENT]}/click`, {});
  }

  /** Clicks the first button or link with that text. */
  async press(text) {
    const element = await this.#until(
      () =>
        this.#ask("POST", "/element", {
          using: "xpath",
          value: `//*[self::button or self::a][contains(normalize-space(.), '${text}')]`,
        }),
      `「${text}」`,
    );
    await this.#ask("POST", `/element/${element[ELEMENT]}/click`, {});
  }

  /** Types into the element of a selector. */
  async type(selector, text) {
    const element = await this.find(selector);
    await this.#ask("POST", `/element/${element[ELEMENT]}/value`, { text });
  }

  /** A picture of the window, as PNG. */
  async picture() {
    return Buffer.from(await this.#ask("GET", "/screenshot"), "base64");
  }

  /** Ends the session, the program and the driver. */
  async close() {
    try {
      await this.#ask("DELETE", "");
    } finally {
      await end(this.#driver);
    }
  }
}
