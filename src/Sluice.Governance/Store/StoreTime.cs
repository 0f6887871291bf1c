namespace Sluice.Governance.Store;

/// <summary>Times as rows have them: milliseconds since 1970 in UTC.</summary>
internal static class StoreTime
{
    public static long Of(DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    public static long? Of(DateTimeOffset? time) => time?.ToUnixTimeMilliseconds();

    public static DateTimeOffset From(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    public static DateTimeOffset? From(long? milliseconds) => milliseconds is { } ms ? From(ms) : null;
}
