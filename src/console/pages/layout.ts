import { escapeHtml } from "../answers.ts";

/**
 * A page of the console beside its first one: the rulebook, a file, a question.
 * @param main its content, as HTML
 */
export function layout(title: string, main: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)} · em-apply</title>
<link rel="icon" href="/console/icon.svg">
<link rel="stylesheet" href="/console/page.css">
</head>
<body class="document">
<a class="skip" href="#main">To the content</a>
<header class="bar">
<a class="name" href="/">em-apply</a>
<nav aria-label="Pages">
<a href="/">Console</a>
<a href="/docs/rulebook">Rulebook</a>
<a href="/docs/operating">Operating</a>
</nav>
</header>
<main id="main" tabindex="-1">
${main}
</main>
</body>
</html>
`;
}

/** A page with a heading and a sentence. */
export function sentencePage(title: string, sentence: string): string {
  return layout(title, `<h1>${escapeHtml(title)}</h1>\n<p>${escapeHtml(sentence)}</p>`);
}

/** The page that asks for the token. */
export function tokenPage(wasWrong: boolean): string {
  const wrong = wasWrong ? '<p id="wrong" class="wrong" role="alert">That is not the token.</p>' : "";
  return layout(
    "Token",
    `<h1>Token</h1>
<p>This console asks for the token that its operator gave as <code>EM_HTTP_TOKEN</code>.</p>
${wrong}
<form class="token" method="post" action="/console/token">
<label for="token">Token</label>
<input id="token" name="token" type="password" autocomplete="current-password" required autofocus${wasWrong ? ' aria-describedby="wrong" aria-invalid="true"' : ""}>
<button type="submit">Open</button>
</form>`,
  );
}
