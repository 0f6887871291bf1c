using System.Text;
using Sluice.Inspection.Detection.Judging;
using Sluice.Inspection.Policies;
using Sluice.Inspection.Streaming;

namespace Sluice.Inspection.Tests.Judging;

/// <summary>
/// A policy with a remote judge <c>far</c> whose answers a test can foresee, and somebody who asks it: "alarm" is a finding of its own place, of the category <c>place</c>; "furious" makes
/// the whole text one of the category <c>tone</c>; it fails at "broken".
/// </summary>
internal sealed class RemoteStage
{
    public RemoteStage(Action<PolicyOptions> change)
    {
        InspectionOptions options = new();
        options.Detectors["employee"] = new DetectorOptions { Pattern = @"\bEMP-[0-9]{6}\b" };
        DetectorOptions far = new() { Remote = new RemoteOptions { Kind = nameof(RemoteKind.Webhook), Url = "http://127.0.0.1:1/" } };
        far.Remote.Categories["place"] = ["PLACE"];
        far.Remote.Categories["tone"] = ["TONE"];
        options.Detectors["far"] = far;
        PolicyOptions policy = new();
        change(policy);
        options.Policies["test"] = policy;
        List<ConfigurationError> errors = [];
        Policy = PolicyCompiler.Compile(options, WordClassifier.Detectors, errors)?["test"] ?? throw new InvalidOperationException(string.Join('\n', errors));
    }

    public RemoteStage(params (string Find, string In, string Then)[] rules)
        : this(o => Add(o, rules))
    {
    }

    public Policy Policy { get; }

    /// <summary>What the judge was asked, in order.</summary>
    public List<string> Asked { get; } = [];

    public static void Add(PolicyOptions policy, params (string Find, string In, string Then)[] rules)
    {
        foreach ((string find, string @in, string then) in rules)
        {
            RuleOptions rule = new() { Find = find, Then = then };
            rule.In.AddRange(@in.Split(',', StringSplitOptions.TrimEntries));
            policy.Rules.Add(rule);
        }
    }

    /// <summary>Answers what is awaited; whether anything was.</summary>
    public bool Answer(Exchange exchange)
    {
        if (exchange.Remote is not { Awaits: true } remote)
            return false;
        foreach (RemoteQuestion question in remote.TakeAwaited())
        {
            Asked.Add(question.Text);
            remote.Answer(question, VerdictOn(question));
        }

        return true;
    }

    public static RemoteVerdict VerdictOn(RemoteQuestion question)
    {
        if (question.Text.Contains("broken", StringComparison.Ordinal))
            return RemoteVerdict.Failure;
        List<RemoteFinding> findings = [];
        for (int at = question.Text.IndexOf("alarm", StringComparison.Ordinal); at >= 0; at = question.Text.IndexOf("alarm", at + 5, StringComparison.Ordinal))
            findings.Add(new RemoteFinding(question.Judge.LabelOf("place"), at, 5));
        if (question.Text.Contains("furious", StringComparison.Ordinal))
            findings.Add(new RemoteFinding(question.Judge.LabelOf("Tone")));
        return new RemoteVerdict(false, findings);
    }

    /// <summary>Inspects until nothing is awaited any more.</summary>
    public BodyVerdict Inspect(Exchange exchange, string body, bool answer = false)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(body);
        BodyVerdict verdict;
        do
        {
            verdict = answer ? Inspector.InspectResponse(exchange, bytes, Given.Limits) : Inspector.InspectRequest(exchange, bytes, Given.Limits);
            Assert.Equal(verdict.Awaits, exchange.Remote is { Awaits: true });
        }
        while (Answer(exchange));
        return verdict;
    }

    public string Passed(string body, bool answer = false)
    {
        BodyVerdict verdict = Inspect(Given.Exchange(Policy), body, answer);
        Assert.Null(verdict.Refusal);
        using PooledBuffer<byte>? replacement = verdict.Replacement;
        return replacement is null ? body : Encoding.UTF8.GetString(replacement.Span);
    }

    /// <summary>As <see cref="Given.Streamed"/>, asking the judge whenever the guard waits.</summary>
    public string Streamed(string stream, Exchange? exchange = null, int piece = int.MaxValue)
    {
        exchange ??= Given.Exchange(Policy);
        using StreamGuard guard = Inspector.OpenStream(exchange, "text/event-stream", Given.Limits)!;
        using PooledBuffer<byte> output = new();
        byte[] bytes = Encoding.UTF8.GetBytes(stream);
        for (int at = 0; at < bytes.Length && !guard.Ended; at += piece)
        {
            guard.Push(bytes.AsSpan(at, Math.Min(piece, bytes.Length - at)), output);
            Resume(guard, exchange, output);
            if (piece == int.MaxValue)
                break;
        }

        if (!guard.Ended)
        {
            guard.Complete(output);
            Resume(guard, exchange, output);
        }

        return Encoding.UTF8.GetString(output.Span);
    }

    private void Resume(StreamGuard guard, Exchange exchange, PooledBuffer<byte> output)
    {
        while (guard.Awaits)
        {
            Assert.True(Answer(exchange), "the guard waits for nothing");
            guard.GoOn(output);
        }
    }
}
