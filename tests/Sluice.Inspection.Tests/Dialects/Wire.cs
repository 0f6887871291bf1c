using System.Text;
using Sluice.Inspection.Dialects;
using Sluice.Inspection.Policies;
using Sluice.Inspection.Streaming;

namespace Sluice.Inspection.Tests.Dialects;

/// <summary>One endpoint of any dialect, asked by its path.</summary>
internal sealed class Wire(string dialect, string path, string mediaType = "text/event-stream")
{
    public const string Card = "4111 1111 1111 1111";
    public const string CardLabel = "[REDACTED:pii/payment-card]";

    public static readonly Policy Cards = Given.Policy(("pii/payment-card", "any", "Redact"));
    public static readonly Policy Employees = Given.Policy(("employee", "any", "Redact"));

    /// <summary>Holds back every last word, which may become an address.</summary>
    public static readonly Policy Holding = Given.Policy(("pii/email", "any", "Redact"));
    public static readonly Policy Blocking = Given.Policy(("codename", "response", "Block"));

    public string MediaType => mediaType;

    public Exchange Exchange(Policy policy, string method = "POST")
    {
        IDialect found = DialectCatalog.All[dialect];
        Operation operation = found.Resolve(method, path);
        return new Exchange { Dialect = found, Policy = policy, Endpoint = operation.Endpoint, Model = operation.Model, Streaming = operation.Streaming };
    }

    public string Forwarded(Policy policy, string body) => Given.Forwarded(policy, body, Exchange(policy));

    public string Answered(Policy policy, string body) => Given.Answered(policy, body, Exchange(policy));

    /// <summary>The stream as the client would see it, the upstream's bytes arriving in pieces of the given length.</summary>
    public string Streamed(Policy policy, string stream, int pieces = int.MaxValue) => Streamed(Exchange(policy), stream, pieces);

    public string Streamed(Exchange exchange, string stream, int pieces = int.MaxValue)
    {
        using StreamGuard? guard = Inspector.OpenStream(exchange, mediaType, Given.Limits);
        Assert.NotNull(guard);
        byte[] bytes = Encoding.UTF8.GetBytes(stream);
        using PooledBuffer<byte> output = new();
        for (int at = 0; at < bytes.Length && !guard.Ended; at += Math.Min(pieces, bytes.Length - at))
            guard.Push(bytes.AsSpan(at, Math.Min(pieces, bytes.Length - at)), output);
        guard.Complete(output);
        return Encoding.UTF8.GetString(output.Span);
    }

    /// <summary>The error body that the dialect makes of a refusal.</summary>
    public string Error(Refusal refusal)
    {
        using PooledBuffer<byte> output = new();
        DialectCatalog.All[dialect].WriteError(refusal, output);
        return Encoding.UTF8.GetString(output.Span);
    }
}
