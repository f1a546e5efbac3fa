/** What a page is: shop, information, news, clinic or forum; as checker/page_kind.py. */

/** @import { PageSeen } from "./reading.js" */
/** @import { Rules } from "./rules.js" */
/** @import { PageEvidence } from "./types.js" */
/** @typedef {"shop" | "information" | "news" | "clinic" | "forum" | "unknown"} PageKind */

const MIN_SAID = 2;
const FORUM_LINK =
  /\/(?:viewtopic|memberlist|showthread|member|newreply)\.php\?|\/threads\/[^/?]+\.[0-9]+\/|index\.php\?(?:topic|action=profile)/i;

/**
 * The kind of a page that was read.
 *
 * @type {(page: PageSeen) => PageKind}
 */
export function findKind(page) {
  const { NEWS_TYPES, ARTICLE_TYPES, POST_META } = page.rules.constants.page_kind;
  const types = page.page.structured_types;
  const meta = new Map(page.page.meta);
  const isArticle = meta.get("og:type") === "article";
  if (page.page.offers.length === 0 && !types.includes("Product") && isForum(page.page, page.rules)) return "forum";
  if (
    page.countSaid("sells") >= MIN_SAID ||
    types.includes("Product") ||
    page.page.offers.length > 0 ||
    page.controls.length >= MIN_SAID
  ) {
    return "shop";
  }
  if (types.some((type) => NEWS_TYPES.includes(type)) || page.countSaid("news") >= MIN_SAID) return "news";
  // Plugins call every page of a site an article, also a seller's landing page; a post has a date or author.
  const isPost = isArticle && POST_META.some((/** @type {string} */ name) => meta.has(name));
  if (types.some((type) => ARTICLE_TYPES.includes(type)) || isPost || isWiki(page.page, page.rules)) return "information";
  if (isArticle && (page.has("information") || page.has("news"))) return "information";
  if (page.countSaid("information") >= MIN_SAID || page.countSaid("warning") >= MIN_SAID) return "information";
  return page.countSaid("clinic") >= MIN_SAID ? "clinic" : "unknown";
}

/**
 * Whether the page was made by software for encyclopedias and handbooks.
 *
 * @type {(page: PageEvidence, rules: Rules) => boolean}
 */
function isWiki(page, rules) {
  const generator = (new Map(page.meta).get("generator") ?? "").toLowerCase();
  return rules.constants.page_kind.WIKI_SOFTWARE.some((/** @type {string} */ name) => generator.includes(name));
}

/**
 * Whether users write here, by structured data, generator or the links of forum software.
 *
 * @type {(page: PageEvidence, rules: Rules) => boolean}
 */
function isForum(page, rules) {
  const { FORUM_TYPES, FORUM_SOFTWARE, FORUM_MIN_LINKS, MAX_LINKS_READ } = rules.constants.page_kind;
  const generator = (new Map(page.meta).get("generator") ?? "").toLowerCase();
  if (page.structured_types.some((type) => FORUM_TYPES.includes(type))) return true;
  if (FORUM_SOFTWARE.some((/** @type {string} */ name) => generator.includes(name))) return true;
  const links = page.links.slice(0, MAX_LINKS_READ).filter((link) => FORUM_LINK.test(link.href));
  return new Set(links.map((link) => link.href)).size >= FORUM_MIN_LINKS;
}
