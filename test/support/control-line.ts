// One control connection held open by a test of the whole product: send a line, read the reply, see how it ends.
import { connect, type Socket } from 'node:net';

/** A plain FTP control connection that keeps every reply until it is asked for. */
export class ControlLine {
  readonly #socket: Socket;
  readonly #replies: string[] = [];
  readonly #waiting: ((reply: string) => void)[] = [];
  #buffer = '';
  #open: string[] = [];
  /** Settles once the server has closed the connection. */
  readonly closed: Promise<void>;

  private constructor(socket: Socket) {
    this.#socket = socket;
    this.closed = new Promise((resolve) => socket.once('close', () => resolve()));
    socket.setEncoding('latin1');
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk: string) => this.#take(chunk));
  }

  /** Connects and reads the greeting. */
  static async to(port: number, host = '127.0.0.1'): Promise<ControlLine> {
    const socket = connect(port, host);
    await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
    const line = new ControlLine(socket);
    await line.reply();
    return line;
  }

  /** Sends one command and gives the next reply, all its lines joined by \n. */
  async say(command: string): Promise<string> {
    this.#socket.write(`${command}\r\n`);
    return this.reply();
  }

  /** USER and PASS; gives the reply to PASS. */
  async logIn(login: string, password: string): Promise<string> {
    await this.say(`USER ${login}`);
    return this.say(`PASS ${password}`);
  }

  /** The next reply that has not been read yet. */
  reply(): Promise<string> {
    const ready = this.#replies.shift();
    if (ready !== undefined) return Promise.resolve(ready);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  end(): void {
    this.#socket.destroy();
  }

  #take(chunk: string): void {
    this.#buffer += chunk;
    let at: number;
    while ((at = this.#buffer.indexOf('\r\n')) >= 0) {
      this.#open.push(this.#buffer.slice(0, at));
      this.#buffer = this.#buffer.slice(at + 2);
      const code = this.#open[0]?.slice(0, 3) ?? '';
      if (!this.#open.at(-1)?.startsWith(`${code} `)) continue;
      const reply = this.#open.join('\n');
      this.#open = [];
      const waiting = this.#waiting.shift();
      if (waiting) waiting(reply);
      else this.#replies.push(reply);
    }
  }
}
