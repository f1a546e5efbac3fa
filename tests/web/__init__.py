"""A small invented internet on loopback: real servers, real protocols, names under .test and .example."""

from tests.web.servers import Exchange, Page, RawExchange, Reply, Request, Site, Web

__all__ = ["Exchange", "Page", "RawExchange", "Reply", "Request", "Site", "Web"]
