using Microsoft.Extensions.Primitives;

namespace Sluice.Gateway.Forwarding;

/// <summary>Takes out of <c>Accept-Encoding</c> what the gate could not read in the answer.</summary>
internal static class AcceptEncodingNarrower
{
    private const string Readable = "gzip, deflate, br";

    /// <summary>The header to send, or null where the caller's own may go on as it is.</summary>
    public static string? Narrow(StringValues header)
    {
        if (header.Count == 0)
            return null;
        string text = header.ToString();
        if (text.Equals(Readable, StringComparison.OrdinalIgnoreCase))
            return null;
        var kept = new List<string>();
        bool changed = header.Count > 1;
        foreach (string entry in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            int weight = entry.IndexOf(';', StringComparison.Ordinal);
            ReadOnlySpan<char> name = (weight < 0 ? entry : entry.AsSpan(0, weight)).Trim();
            bool any = name is "*";
            changed |= any;
            if (any)
                kept.AddRange(Readable.Split(", ").Select(coding => weight < 0 ? coding : coding + entry[weight..]));
            else if (name.Equals("identity", StringComparison.OrdinalIgnoreCase) || Exchanges.ContentCodings.Parse(name) is not (Exchanges.ContentCoding.Unreadable or Exchanges.ContentCoding.Identity))
                kept.Add(entry);
            else
                changed = true;
        }

        if (!changed)
            return null;
        return kept.Count == 0 ? "identity" : string.Join(", ", kept.Distinct(StringComparer.OrdinalIgnoreCase));
    }
}
