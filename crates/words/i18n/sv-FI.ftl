### Finland

tax-id = Momsnummer
legal-id = FO-nummer
bank-code = Bankens kod
method-direct-debit = Direktdebitering
