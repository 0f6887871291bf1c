namespace Sluice.Governance.Store;

/// <summary>The store cannot be opened as it is configured.</summary>
/// <param name="key">The configuration's key that is to blame.</param>
public sealed class StoreException(string key, string message, Exception? inner = null) : Exception(message, inner)
{
    public const string StoreKey = "Sluice:Store";
    public const string MasterKeyKey = "Sluice:MasterKey";

    public string Key => key;
}
