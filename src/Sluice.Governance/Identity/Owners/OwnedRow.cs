using System.Globalization;
using Sluice.Governance.Store;

namespace Sluice.Governance.Identity.Owners;

/// <summary>A row of a table of owned records, by column.</summary>
internal readonly struct OwnedRow(IDictionary<string, object?> values)
{
    public string Id => Text("id")!;

    public string Tenant => Text("tenant")!;

    public string Name => Text("name")!;

    public Stamp Stamp => new(Text("created_by")!, StoreTime.From(Number("created_at")!.Value), Text("updated_by")!, StoreTime.From(Number("updated_at")!.Value));

    public string? Text(string column) => values[column] as string;

    public long? Number(string column) => values[column] is { } number and not DBNull ? Convert.ToInt64(number, CultureInfo.InvariantCulture) : null;
}
