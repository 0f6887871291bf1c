using System.IO.Enumeration;
using Sluice.Inspection;

namespace Sluice.Governance.Limits;

/// <summary>The limits of a configuration, and how tokens and money are counted. Immutable.</summary>
public sealed record LimitRules
{
    /// <summary>Money is counted in millionths of the currency's unit: a token at so much per million costs so many of them.</summary>
    internal const decimal SpendScale = 1_000_000;

    /// <summary>Characters of text that are taken for a token where nobody has counted yet: what the providers' own guides say of English text.</summary>
    public const int CharactersPerToken = 4;

    public static LimitRules None { get; } = new();

    public IReadOnlyList<LimitSpec> Quotas { get; init; } = [];

    public IReadOnlyList<TokenPrice> Prices { get; init; } = [];

    /// <summary>How much a cached input token counts for in limits on tokens, from 0 to 1.</summary>
    public decimal CachedInputWeight { get; init; } = 0.1m;

    /// <summary>Output tokens to reserve for a request that does not say how many it wants at most.</summary>
    public int AssumedOutputTokens { get; init; } = 512;

    /// <summary>While the counters are away, a node counts up to one of so many parts of a limit.</summary>
    public int Nodes { get; init; } = 4;

    /// <summary>Tokens of a text of so many characters.</summary>
    public static long TokensOf(long characters) => (characters + CharactersPerToken - 1) / CharactersPerToken;

    internal static bool Matches(string pattern, string? model) =>
        pattern.Length == 0 || (model is not null && FileSystemName.MatchesSimpleExpression(pattern, model, ignoreCase: true));

    /// <summary>Input tokens as limits count them.</summary>
    internal long WeightedInput(in TokenUsage usage)
    {
        long cached = Math.Clamp(usage.CachedInput, 0, usage.Input);
        return cached == 0 ? usage.Input : usage.Input - cached + (long)decimal.Ceiling(cached * CachedInputWeight);
    }

    /// <summary>What it costs in millionths. A model without a price costs what the dearest costs: it must not be free.</summary>
    internal long CostOf(string? model, in TokenUsage usage)
    {
        decimal input = 0, cachedInput = 0, output = 0;
        foreach (TokenPrice price in Prices)
        {
            if (Matches(price.Model, model))
            {
                (input, cachedInput, output) = (price.Input, price.CachedInput, price.Output);
                break;
            }

            (input, cachedInput, output) = (Math.Max(input, price.Input), Math.Max(cachedInput, price.CachedInput), Math.Max(output, price.Output));
        }

        long cached = Math.Clamp(usage.CachedInput, 0, usage.Input);
        return (long)decimal.Ceiling(((usage.Input - cached) * input) + (cached * cachedInput) + (usage.Output * output));
    }
}
