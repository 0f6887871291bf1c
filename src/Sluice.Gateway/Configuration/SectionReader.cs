using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sluice.Inspection.Policies;

namespace Sluice.Gateway.Configuration;

/// <summary>
/// Reads one JSON object key by key, collecting an error for every value of the wrong kind and, at the end, for every key that nobody asked
/// for: a mistyped key is a setting that silently does not hold. Plain values may be strings, since environment variables are.
/// </summary>
internal sealed class SectionReader(JsonObject? section, string key, List<ConfigurationError> errors)
{
    private readonly HashSet<string> _read = new(StringComparer.OrdinalIgnoreCase);

    public string Key => key;

    public IEnumerable<string> Names => section is null ? [] : section.Select(p => p.Key);

    /// <summary>Whether a key is given; it is known here from now on.</summary>
    public bool Has(string name) => Take(name) is not null;

    public string KeyOf(string name) => ConfigurationTree.Join(key, name);

    public void Error(string name, string message) => errors.Add(new(KeyOf(name), message));

    /// <summary>A section below this one; an empty one where nothing is given.</summary>
    public SectionReader Section(string name)
    {
        JsonNode? node = Take(name);
        if (node is not (null or JsonObject))
            Error(name, "is not an object");
        return new SectionReader(node as JsonObject, KeyOf(name), errors);
    }

    /// <summary>The objects of a list.</summary>
    public IEnumerable<SectionReader> Items(string name)
    {
        switch (Take(name))
        {
            case JsonArray list:
                for (int i = 0; i < list.Count; i++)
                {
                    string itemKey = ConfigurationTree.Join(KeyOf(name), i.ToString());
                    if (list[i] is JsonObject item)
                        yield return new SectionReader(item, itemKey, errors);
                    else
                        errors.Add(new(itemKey, "is not an object"));
                }

                break;
            case null:
                break;
            default:
                Error(name, "is not a list");
                break;
        }
    }

    public string? Text(string name)
    {
        JsonNode? node = Take(name);
        if (node is null)
            return null;
        if (node is JsonValue value && value.GetValueKind() is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False)
            return value.ToString();
        Error(name, "is not a text");
        return null;
    }

    /// <summary>A list of texts; one text alone is a list of one.</summary>
    public List<string> Texts(string name)
    {
        var texts = new List<string>();
        JsonNode? node = Take(name);
        if (node is JsonArray list)
        {
            for (int i = 0; i < list.Count; i++)
            {
                if (list[i] is JsonValue item && item.GetValueKind() == JsonValueKind.String)
                    texts.Add(item.GetValue<string>());
                else
                    errors.Add(new(ConfigurationTree.Join(KeyOf(name), i.ToString()), "is not a text"));
            }
        }
        else if (node is JsonValue single && single.GetValueKind() == JsonValueKind.String)
        {
            texts.Add(single.GetValue<string>());
        }
        else if (node is not null)
        {
            Error(name, "is neither a text nor a list of texts");
        }

        return texts;
    }

    public long Number(string name, long fallback, long least, long most)
    {
        string? text = Text(name);
        if (text is null)
            return fallback;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) && number >= least && number <= most)
            return number;
        Error(name, $"\"{text}\" is not a whole number from {least} to {most}");
        return fallback;
    }

    public decimal Decimal(string name, decimal fallback, decimal least, decimal most)
    {
        string? text = Text(name);
        if (text is null)
            return fallback;
        if (decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) && number >= least && number <= most)
            return number;
        Error(name, $"\"{text}\" is not a number from {least} to {most}");
        return fallback;
    }

    /// <summary>A span of time as .NET writes it: <c>00:15:00</c>, <c>30.00:00:00</c>.</summary>
    public TimeSpan Duration(string name, TimeSpan fallback, TimeSpan least, TimeSpan most)
    {
        string? text = Text(name);
        if (text is null)
            return fallback;
        if (text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out TimeSpan span) && span >= least && span <= most)
            return span;
        Error(name, $"\"{text}\" is not a time from {least:c} to {most:c}, written like 00:15:00 or 30.00:00:00");
        return fallback;
    }

    public bool Flag(string name, bool fallback)
    {
        string? text = Text(name);
        if (text is null)
            return fallback;
        if (bool.TryParse(text, out bool flag))
            return flag;
        Error(name, $"\"{text}\" is neither true nor false");
        return fallback;
    }

    /// <summary>One of an enumeration's names, in any case.</summary>
    public string Word<T>(string name, string fallback)
        where T : struct, Enum
    {
        string word = Text(name) ?? fallback;
        if (Array.Exists(Enum.GetNames<T>(), n => n.Equals(word, StringComparison.OrdinalIgnoreCase)))
            return word;
        Error(name, $"\"{word}\" is not known; use {string.Join(", ", Enum.GetNames<T>())}");
        return fallback;
    }

    /// <summary>Refuses every key that was not read.</summary>
    public void RefuseUnknown()
    {
        foreach (string name in Names)
        {
            if (!_read.Contains(name))
                Error(name, _read.Count == 0 ? "is not known" : $"is not known; known here: {string.Join(", ", _read.Order(StringComparer.Ordinal))}");
        }
    }

    private JsonNode? Take(string name)
    {
        _read.Add(name);
        return section?[name];
    }
}
