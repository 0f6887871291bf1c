using System.Text;
using Sluice.Inspection.Detection;
using Sluice.Inspection.Dialects;
using Sluice.Inspection.Policies;
using Sluice.Inspection.Streaming;
using Sluice.Inspection.Tests.Judging;

namespace Sluice.Inspection.Tests;

/// <summary>Short ways to a policy, an exchange and a verdict.</summary>
internal static class Given
{
    public static readonly InspectionLimits Limits = new();

    public static Policy Policy(params (string Find, string In, string Then)[] rules) => Policy(_ => { }, rules);

    /// <summary>A policy that knows the words of <see cref="WordClassifier"/> as well.</summary>
    public static Policy Judging(params (string Find, string In, string Then)[] rules) => Judging(_ => { }, rules);

    public static Policy Judging(Action<PolicyOptions> change, params (string Find, string In, string Then)[] rules) => Policy(WordClassifier.Detectors, change, rules);

    public static Policy Policy(Action<PolicyOptions> change, params (string Find, string In, string Then)[] rules) => Policy([], change, rules);

    /// <summary>A policy that knows more detectors than the built-in ones.</summary>
    public static Policy Policy(IReadOnlyList<Detector> more, Action<PolicyOptions> change, params (string Find, string In, string Then)[] rules)
    {
        InspectionOptions options = new();
        options.Detectors["codename"] = new DetectorOptions { Words = { "Bluebird", "Falcon Nine" } };
        options.Detectors["employee"] = new DetectorOptions { Pattern = @"\bEMP-[0-9]{6}\b" };
        options.Detectors["internal-secret"] = new DetectorOptions { Pattern = @"\bzz_[a-z0-9]{8}\b" };
        options.Detectors["wide"] = new DetectorOptions { Pattern = @"\bid [A-Z]{3}-[0-9]{6} x\b" };
        PolicyOptions policy = new();
        foreach ((string find, string @in, string then) in rules)
        {
            RuleOptions rule = new() { Find = find, Then = then };
            rule.In.AddRange(@in.Split(',', StringSplitOptions.TrimEntries));
            policy.Rules.Add(rule);
        }

        change(policy);
        options.Policies["test"] = policy;
        List<ConfigurationError> errors = [];
        IReadOnlyDictionary<string, Policy>? compiled = PolicyCompiler.Compile(options, more, errors);
        Assert.True(compiled is not null, string.Join('\n', errors));
        return compiled["test"];
    }

    public static Exchange Exchange(Policy policy, string path = "/v1/chat/completions", string method = "POST")
    {
        IDialect dialect = DialectCatalog.All["openai"];
        return new Exchange { Dialect = dialect, Policy = policy, Endpoint = dialect.Resolve(method, path).Endpoint };
    }

    /// <summary>The request as it would be forwarded.</summary>
    public static string Forwarded(Policy policy, string body, Exchange? exchange = null)
    {
        BodyVerdict verdict = Inspector.InspectRequest(exchange ?? Exchange(policy), Encoding.UTF8.GetBytes(body), Limits);
        Assert.Null(verdict.Refusal);
        return Text(verdict, body);
    }

    /// <summary>Has a request inspected, whatever becomes of it.</summary>
    public static void Inspect(Exchange exchange, string body) => Inspector.InspectRequest(exchange, Encoding.UTF8.GetBytes(body), Limits).Replacement?.Dispose();

    public static Refusal? Refused(Policy policy, string body, Exchange? exchange = null) =>
        Inspector.InspectRequest(exchange ?? Exchange(policy), Encoding.UTF8.GetBytes(body), Limits).Refusal;

    /// <summary>The answer as the client would see it.</summary>
    public static string Answered(Policy policy, string body, Exchange? exchange = null)
    {
        BodyVerdict verdict = Inspector.InspectResponse(exchange ?? Exchange(policy), Encoding.UTF8.GetBytes(body), Limits);
        Assert.Null(verdict.Refusal);
        return Text(verdict, body);
    }

    /// <summary>The stream as the client would see it, the upstream's bytes arriving in pieces of the given lengths, the last of them repeated.</summary>
    public static string Streamed(Policy policy, string stream, Exchange? exchange = null, params int[] pieces)
    {
        using StreamGuard guard = Inspector.OpenStream(exchange ?? Exchange(policy), "text/event-stream", Limits)!;
        byte[] bytes = Encoding.UTF8.GetBytes(stream);
        using PooledBuffer<byte> output = new();
        int at = 0;
        for (int i = 0; at < bytes.Length && !guard.Ended; i++)
        {
            int length = pieces.Length == 0 ? bytes.Length : pieces[Math.Min(i, pieces.Length - 1)];
            length = Math.Min(length, bytes.Length - at);
            guard.Push(bytes.AsSpan(at, length), output);
            at += length;
        }

        guard.Complete(output);
        return Encoding.UTF8.GetString(output.Span);
    }

    private static string Text(BodyVerdict verdict, string body)
    {
        if (verdict.Replacement is not { } replacement)
            return body;
        using (replacement)
            return Encoding.UTF8.GetString(replacement.Span);
    }
}
