/**
 * Who may talk to the sandbox: programs on this machine that name it 127.0.0.1 or localhost (a page on the internet
 * that rebinds its name, or posts from another origin, is refused), and no foreign page may read an answer (no CORS).
 */

import type { MiddlewareHandler } from "hono";

const HOSTS = /^(127\.0\.0\.1|localhost)(:\d+)?$/;

export function guard(origin: () => string): MiddlewareHandler {
  return async (c, next) => {
    const host = c.req.header("host") ?? "";
    if (!HOSTS.test(host)) return refuse(`The sandbox answers to 127.0.0.1 and localhost only, not to "${host}".`);
    const from = c.req.header("origin");
    if (from !== undefined && from !== origin() && from !== origin().replace("127.0.0.1", "localhost")) {
      return refuse("The sandbox takes no requests from other origins.");
    }
    await next();
    c.res.headers.set("server", "watchbill-sandbox");
    c.res.headers.set("x-content-type-options", "nosniff");
    return undefined;
  };
}

function refuse(message: string): Response {
  return new Response(JSON.stringify({ error: message }), {
    status: 403,
    headers: { "content-type": "application/json", server: "watchbill-sandbox" },
  });
}
