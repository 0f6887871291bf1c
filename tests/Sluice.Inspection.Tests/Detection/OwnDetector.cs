using Sluice.Inspection.Policies;

namespace Sluice.Inspection.Tests.Detection;

/// <summary>Policies with one detector of the user's, named <c>own</c>.</summary>
internal static class OwnDetector
{
    public static Policy Policy(Action<DetectorOptions> detector, string @in = "any", string then = "Block", decimal? atLeast = null)
    {
        List<ConfigurationError> errors = [];
        IReadOnlyDictionary<string, Policy>? compiled = Compile(detector, errors, @in, then, atLeast);
        Assert.True(compiled is not null, string.Join('\n', errors));
        return compiled["test"];
    }

    /// <summary>What is wrong with a detector.</summary>
    public static List<ConfigurationError> Errors(Action<DetectorOptions> detector)
    {
        List<ConfigurationError> errors = [];
        Compile(detector, errors, "any", "Flag", null);
        return [.. errors.Where(e => e.Key.StartsWith("Sluice:Detectors", StringComparison.Ordinal))];
    }

    /// <summary>The answer to a chat, whole.</summary>
    public static string Answer(string text) =>
        $$"""{"choices":[{"index":0,"message":{"role":"assistant","content":{{Streaming.ChatStream.Quote(text)}}},"finish_reason":"stop"}]}""";

    /// <summary>A chat of one system prompt and one question.</summary>
    public static string Chat(string system, string user) =>
        $$"""{"model":"gpt-x","messages":[{"role":"system","content":{{Streaming.ChatStream.Quote(system)}}},{"role":"user","content":{{Streaming.ChatStream.Quote(user)}}}]}""";

    /// <summary>What was decided on the answer to a request.</summary>
    public static Decision Decided(Policy policy, string request, string answer)
    {
        Exchange exchange = Given.Exchange(policy);
        Given.Inspect(exchange, request);
        Assert.Equal(Decision.None, exchange.Tally.Decision);
        Given.Answered(policy, Answer(answer), exchange);
        return exchange.Tally.Decision;
    }

    private static IReadOnlyDictionary<string, Policy>? Compile(Action<DetectorOptions> detector, List<ConfigurationError> errors, string @in, string then, decimal? atLeast)
    {
        InspectionOptions options = new();
        DetectorOptions own = new();
        detector(own);
        options.Detectors["own"] = own;
        RuleOptions rule = new() { Find = "own", Then = then, AtLeast = atLeast };
        rule.In.AddRange(@in.Split(','));
        PolicyOptions policy = new();
        policy.Rules.Add(rule);
        options.Policies["test"] = policy;
        return PolicyCompiler.Compile(options, errors);
    }
}
