using System.Data.Common;

namespace Sluice.Governance.Store;

/// <summary>Where the store is and what protects it.</summary>
/// <param name="Connection">A SQLite connection string (<c>Data Source=data/sluice.db</c>, or <c>Data Source=:memory:</c> for one that dies with the process) or a PostgreSQL one (<c>Host=…;Database=…</c>).</param>
/// <param name="MasterKey">See <see cref="Store.MasterKey"/>; null for a key file beside a SQLite database.</param>
public sealed record StoreSettings(string Connection, string? MasterKey = null)
{
    public const string DefaultConnection = "Data Source=data/sluice.db";

    /// <summary>The connection string names a server; false for a file, null where it names neither.</summary>
    public static bool? IsPostgres(string connection)
    {
        var parts = new DbConnectionStringBuilder();
        try
        {
            parts.ConnectionString = connection;
        }
        catch (ArgumentException)
        {
            return null;
        }

        if (parts.ContainsKey("Host") || parts.ContainsKey("Server"))
            return true;
        return parts.ContainsKey("Data Source") || parts.ContainsKey("DataSource") || parts.ContainsKey("Filename") ? false : null;
    }

    /// <summary>The connection may hold a password.</summary>
    public override string ToString() => nameof(StoreSettings);
}
