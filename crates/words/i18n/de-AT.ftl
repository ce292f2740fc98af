### Austria

tax-id = UID-Nr.
legal-id = Firmenbuchnummer
reverse-charge = Übergang der Steuerschuld auf den Leistungsempfänger (Reverse Charge).
