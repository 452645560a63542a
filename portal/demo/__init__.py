"""The demo city of Rivelune: invented city, river, organisations and places, loaded through the services."""
