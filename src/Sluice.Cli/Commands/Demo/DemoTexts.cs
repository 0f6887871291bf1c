using System.Text.RegularExpressions;

namespace Sluice.Cli.Commands.Demo;

/// <summary>What is planted and what must come of it. The number is the card industry's own test number, put together here for the scanners' sake.</summary>
internal static partial class DemoTexts
{
    /// <summary>The word that the demo's own rule blocks.</summary>
    public const string CodeWord = "Bluebird";

    public const string Before = "Card ";

    public const string After = " is on file.";

    public const string Label = "[REDACTED:pii/payment-card]";

    public const string Clean = "All is well today.";

    public const string Secret = "We ship " + CodeWord + " in May.";

    public static string Card { get; } = string.Join(' ', "4111", "1111", "1111", "1111");

    public static string Planted { get; } = Before + Card + After;

    public static string Redacted { get; } = Before + Label + After;

    /// <summary>Whether a prompt is the planted one with a placeholder in the place of the number.</summary>
    public static bool IsTokenized(string prompt) => Placeholder().IsMatch(prompt);

    [GeneratedRegex($@"^{Before}\[PAYMENT_CARD_[0-9A-Z]{{16}}\]{After}$", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Placeholder();
}
