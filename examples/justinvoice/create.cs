using System.Net.Http;
using System.Text;
using System.Text.Json;

var invoice = await CreateInvoiceAsync(new InvoiceRequest
{
    CustomerEmail = "bob.smith@example.com",
    CustomerFirstName = "Bob",
    CustomerLastName = "Smith",
    CustomerCompanyName = "Smith Consulting",
    CustomerAddress = "123 Main Street",
    CustomerCity = "New York",
    CustomerProvinceState = "NY",
    CustomerPostalCode = "10001",
    CustomerCountry = "US",
    InvoiceDate = DateTime.Parse("2025-08-10T14:30:00Z"),
    InvoiceStatus = 5,
    CurrencyCode = "USD",
    NoteToCustomer = "Thank you for your business!",
    LineItems = new[] {
        new LineItem {
            Description = "Consulting Hours",
            Quantity = 2,
            UnitPrice = 150.00m
        }
    }
});
Console.WriteLine(invoice);

async Task<string> CreateInvoiceAsync(InvoiceRequest request)
{
    using var client = new HttpClient();
    client.DefaultRequestHeaders.Add("Authorization", "ApiKey " + Environment.GetEnvironmentVariable("NET30_KEY"));
    // Without a JsonSerializerOptions of its own the serialiser writes the names as they are: in PascalCase.
    var json = JsonSerializer.Serialize(request, InvoiceJson.Default.InvoiceRequest);
    var content = new StringContent(json, Encoding.UTF8, "application/json");
    var response = await client.PostAsync(Environment.GetEnvironmentVariable("NET30_URL") + "/api/invoices", content);
    return await response.Content.ReadAsStringAsync();
}

public class InvoiceRequest
{
    public required string CustomerEmail { get; set; }
    public string? CustomerFirstName { get; set; }
    public string? CustomerLastName { get; set; }
    public string? CustomerCompanyName { get; set; }
    public string? CustomerAddress { get; set; }
    public string? CustomerCity { get; set; }
    public string? CustomerProvinceState { get; set; }
    public string? CustomerPostalCode { get; set; }
    public string? CustomerCountry { get; set; }
    public DateTime InvoiceDate { get; set; }
    public int InvoiceStatus { get; set; }
    public string? CurrencyCode { get; set; }
    public string? NoteToCustomer { get; set; }
    public required LineItem[] LineItems { get; set; }
}

public class LineItem
{
    public required string Description { get; set; }
    public decimal Quantity { get; set; }
    public decimal UnitPrice { get; set; }
}

[System.Text.Json.Serialization.JsonSerializable(typeof(InvoiceRequest))]
internal partial class InvoiceJson : System.Text.Json.Serialization.JsonSerializerContext { }
