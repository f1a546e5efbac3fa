"""Laws, authority pages and studies that signals rest on; each read on the day given, in a stored copy."""

from __future__ import annotations

from typing import Final

from checker.signals.base import Reference

EU_DIRECTIVE_85C: Final = Reference(
    "Directive 2001/83/EC, Article 85c: sale at a distance to the public",
    "https://eur-lex.europa.eu/eli/dir/2001/83/oj",
    "2026-11-24",
)
EU_ADVERTISING: Final = Reference(
    "Directive 2001/83/EC, Article 88: no advertising of prescription medicines to the public",
    "https://eur-lex.europa.eu/eli/dir/2001/83/oj",
    "2026-11-24",
)
EU_LOGO_REGULATION: Final = Reference(
    "Implementing Regulation (EU) 699/2014 on the common logo and the verification of its authenticity",
    "https://eur-lex.europa.eu/eli/reg_impl/2014/699/oj",
    "2026-11-24",
)
EMA_BUYING_ONLINE: Final = Reference(
    "European Medicines Agency: buying medicines online",
    "https://www.ema.europa.eu/ro/node/68451",
    "2026-11-24",
)
FDA_BESAFERX: Final = Reference(
    "FDA BeSafeRx: frequently asked questions",
    "https://www.fda.gov/drugs/besaferx-your-source-online-pharmacy-information/besaferx-frequently-asked-questions-faqs",
    "2026-11-24",
)
NABP_WHY_NOT_RECOMMENDED: Final = Reference(
    "NABP: why a site is Not Recommended (read at nabp.net, its former address)",
    "http://www.nabp.net/programs/consumer-protection/buying-medicine-online/why-not-recommended",
    "2026-11-24",
)
NABP_IS_IT_SAFE: Final = Reference(
    "NABP: is that pharmacy safe? Eight signs of a rogue site (read at nabp.net, its former address)",
    "http://www.nabp.net/programs/consumer-protection/buying-medicine-online/is-that-pharmacy-safe/",
    "2026-11-24",
)
NABP_REPORT_2015: Final = Reference(
    "NABP release of April 2015: 62 % of Not Recommended sites give no valid address, half offer unapproved drugs",
    "https://nabp.pharmacy/news/news-releases/consumer-education-awareness-key-to-combating-rogue-online-drug-sellers/",
    "2026-11-24",
)
NABP_DOT_PHARMACY: Final = Reference(
    "NABP report of July 2016: a .pharmacy name is open to vetted sites only",
    "https://www.news-medical.net/news/20160730/NABP-report-points-rogue-internet-drug-outlets-serve-as-dealers-to-people-purchasing-controlled-substances.aspx",
    "2026-11-24",
)
INCB_GUIDELINES: Final = Reference(
    "INCB Guidelines for Governments on Preventing the Illegal Sale of Internationally Controlled Substances "
    "through the Internet (2009)",
    "https://ojp.gov/ncjrs/virtual-library/abstracts/guidelines-governments-preventing-illegal-sale-internationally",
    "2026-11-24",
)
ORIZIO_2011: Final = Reference(
    "Orizio et al., Quality of online pharmacies and websites selling prescription drugs, "
    "J Med Internet Res 2011;13(3):e74",
    "https://www.jmir.org/2011/3/e74",
    "2026-11-24",
)
WHO_CONCEALED_ADDRESS: Final = Reference(
    "WHO: over half of the medicines bought from sites that conceal their address are counterfeit (quoted)",
    "https://www.ausdoc.com.au/opinion/virtual-drugstores-part-1",
    "2026-11-24",
)
LEGITSCRIPT_ROGUE: Final = Reference(
    "LegitScript, 2022: what makes an internet pharmacy rogue (no prescription, unapproved drugs, no licence)",
    "https://www.legitscript.com/2022/02/14/help-stop-illicit-pharmacies/",
    "2026-11-24",
)
ROGUES_AND_REGISTRARS: Final = Reference(
    "LegitScript and KnujOn, Rogues and Registrars (2010)",
    "https://slidelegend.com/rogues-and-registrars-report-legitscript_59b345c41723ddf2725ef23c.html",
    "2026-11-24",
)
MHRA_KAMAGRA: Final = Reference(
    "MHRA on Kamagra: not licensed, its supply in the UK is an offence (reported)",
    "https://medical-specialists.blogspot.com/2013/07/kamagra-and-fake-impotence-drug-sales.html",
    "2026-11-24",
)
EAASM_SUPERHIGHWAY: Final = Reference(
    "EAASM, The Counterfeiting Superhighway (2008)",
    "https://deploy.doczz.net/doc/1721447/the-counterfeiting-superhighway",
    "2026-11-24",
)
