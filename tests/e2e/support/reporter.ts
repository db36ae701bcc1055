import type { FullResult, Reporter, TestCase, TestResult } from '@playwright/test/reporter';

/** One line per test, what went wrong, and the closing line that the whole run counts on. */
export default class Lines implements Reporter {
  #passed = 0;
  #failed = 0;

  printsToStdio(): boolean {
    return true;
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    const name = test.titlePath().filter(Boolean).join(' › ');
    if (result.status === 'skipped') {
      console.log(`skipped ${name}`);
      return;
    }
    const good = result.status === 'passed';
    if (good) this.#passed += 1;
    else this.#failed += 1;
    console.log(`${good ? 'ok' : 'FAILED'} ${name} (${result.duration} ms)`);
    for (const error of result.errors) console.log(error.stack ?? error.message ?? '');
  }

  onError(error: { message?: string }): void {
    this.#failed += 1;
    console.log(error.message ?? 'error outside of a test');
  }

  onEnd(_result: FullResult): void {
    console.log(`${this.#passed} passed, ${this.#failed} failed`);
  }
}
