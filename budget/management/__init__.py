"""Commands of the domain: parse, call one service, print."""
