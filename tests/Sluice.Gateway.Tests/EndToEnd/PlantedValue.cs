using System.Text.Json;
using System.Text.RegularExpressions;
using Sluice.Inspection.Tests.Detection;

namespace Sluice.Gateway.Tests.EndToEnd;

/// <summary>Values that must reach neither side, put together at run time, each in a sentence of its own.</summary>
internal static partial class PlantedValue
{
    /// <summary>So much of a value in one piece counts as the value: less says nothing.</summary>
    private const int Fragment = 8;

    /// <summary>The only one that the default policy merely flags.</summary>
    private const string UncertainKind = "e-mail";

    private static readonly Dictionary<string, string> Values = new(StringComparer.Ordinal)
    {
        ["payment card"] = string.Join(' ', "4111", "1111", "1111", "1111"),
        ["AWS key id"] = "AKIA" + Fake.Of(Fake.Upper + "234567", 16),
        ["IBAN"] = string.Join(' ', "GB82", "WEST", "1234", "5698", "7654", "32"),
        ["GitHub token"] = Fake.GitHubToken("ghp_"),
        ["JWT"] = Fake.Jwt(),
        ["private key"] = Fake.Pem("RSA PRIVATE KEY"),
        ["e-mail"] = "jane.doe" + "@" + "example.com",
        ["SSN"] = string.Join('-', "536", "22", "8726"),
    };

    public static IEnumerable<string> Kinds => Values.Keys;

    public static string Policy(string kind) => kind.Equals(UncertainKind, StringComparison.Ordinal) ? "strict" : "default";

    public static string Value(string kind) => Values[kind];

    public static string Sentence(string kind) => $"Take it: {Values[kind]} and go.";

    /// <summary>Where half of the value is out.</summary>
    public static int Middle(string kind) => "Take it: ".Length + (Values[kind].Length / 2);

    /// <summary>The sentence has a label in the place of the value, and is whole otherwise.</summary>
    public static void AssertRedacted(string? sentence) => Assert.Matches(@"^Take it: \[REDACTED:[a-z0-9/-]+\] and go\.$", sentence);

    /// <summary>As <see cref="AssertRedacted"/>, or with a placeholder where the policy tokenizes.</summary>
    public static void AssertReplaced(string kind, string? sentence)
    {
        if (string.Equals(Policy(kind), "strict", StringComparison.Ordinal))
            AssertRedacted(sentence);
        else
            Assert.Matches(@"^Take it: \[[A-Z0-9_]+_[0-9A-Z]{16}\] and go\.$", sentence);
    }

    /// <summary>No piece of the value stands there, be it spelled in JSON's escapes.</summary>
    public static void AssertGone(string kind, string body)
    {
        string spelled = Escape().Replace(body, e => e.Groups[1].Success ? ((char)Convert.ToInt32(e.Groups[1].Value, 16)).ToString() : "\n");
        string value = Values[kind];
        for (int i = 0; i + Fragment <= value.Length; i++)
        {
            Assert.DoesNotContain(value.Substring(i, Fragment), body, StringComparison.Ordinal);
            Assert.DoesNotContain(value.Substring(i, Fragment), spelled, StringComparison.Ordinal);
        }
    }

    /// <summary>The sentence as a JSON string, every unit escaped.</summary>
    public static string Escaped(string kind) => $"\"{string.Concat(Sentence(kind).Select(c => $"\\u{(int)c:x4}"))}\"";

    public static string Quoted(string text) => JsonSerializer.Serialize(text);

    [GeneratedRegex(@"\\u([0-9a-fA-F]{4})|\\n", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Escape();
}
