// Create a new invoice
const createInvoice = async (invoiceData) => {
  const response = await fetch(`${process.env.NET30_URL}/api/invoices`, {
    method: 'POST',
    headers: {
      'Authorization': `ApiKey ${process.env.NET30_KEY}`,
      'Content-Type': 'application/json'
    },
    body: JSON.stringify(invoiceData)
  });
  return await response.json();
};

const invoice = await createInvoice({
  customerEmail: 'bob.smith@example.com',
  customerFirstName: 'Bob',
  customerLastName: 'Smith',
  customerCompanyName: 'Smith Consulting',
  customerAddress: '123 Main Street',
  customerCity: 'New York',
  customerProvinceState: 'NY',
  customerPostalCode: '10001',
  customerCountry: 'US',
  invoiceDate: '2025-08-10T14:30:00Z',
  invoiceStatus: 5,
  currencyCode: 'USD',
  noteToCustomer: 'Thank you for your business!',
  lineItems: [{
    description: 'Consulting Hours',
    quantity: 2,
    unitPrice: 150
  }]
});

console.log(JSON.stringify(invoice));
