### Switzerland

tax-id = N. IVA
tax-number = N. contribuente
legal-id = N. registro di commercio
reverse-charge = Imposta sull’acquisto: l’imposta è dovuta dal destinatario.
bank-code = N. clearing
