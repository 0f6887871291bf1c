namespace Sluice.Inspection.Dialects;

/// <summary>Reads media types (RFC 9110, 8.3.1).</summary>
public static class MediaType
{
    /// <summary>Type and subtype in lower case, without parameters; empty where there is none.</summary>
    public static string Essence(string? contentType)
    {
        if (string.IsNullOrEmpty(contentType))
            return "";
        ReadOnlySpan<char> essence = EssenceOf(contentType);
        return essence.Length == contentType.Length && !essence.ContainsAnyInRange('A', 'Z') ? contentType : essence.ToString().ToLowerInvariant();
    }

    public static bool IsJson(ReadOnlySpan<char> contentType)
    {
        ReadOnlySpan<char> type = EssenceOf(contentType);
        return type.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || type.Equals("text/json", StringComparison.OrdinalIgnoreCase)
            || type.EndsWith("+json", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The value of a parameter without its quotes, or null where there is none, or two.</summary>
    public static string? Parameter(string contentType, string name)
    {
        ArgumentNullException.ThrowIfNull(contentType);
        string? found = null;
        foreach (Range part in contentType.AsSpan().Split(';'))
        {
            ReadOnlySpan<char> parameter = contentType.AsSpan(part).Trim();
            int equals = parameter.IndexOf('=');
            if (equals < 0 || !parameter[..equals].Equals(name, StringComparison.OrdinalIgnoreCase))
                continue;
            if (found is not null)
                return null;
            found = parameter[(equals + 1)..].Trim('"').ToString();
        }

        return found;
    }

    private static ReadOnlySpan<char> EssenceOf(ReadOnlySpan<char> contentType)
    {
        int parameters = contentType.IndexOf(';');
        return (parameters < 0 ? contentType : contentType[..parameters]).Trim();
    }
}
