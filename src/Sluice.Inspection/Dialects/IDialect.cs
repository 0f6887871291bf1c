using System.Buffers;

namespace Sluice.Inspection.Dialects;

/// <summary>
/// A provider's wire format: which endpoints it has, where their texts are, how an error, a refusal and a stream's end look. One folder and one registration line
/// each. Stateless; one instance serves all exchanges.
/// </summary>
public interface IDialect
{
    /// <summary>The name that routes use, for example <c>openai</c>.</summary>
    string Name { get; }

    /// <summary>The headers in which its clients present their credential, the one that the provider looks at first; other providers' headers are not sent on.</summary>
    IReadOnlyList<string> CredentialHeaders => ["Authorization"];

    /// <summary>How the gate presents a credential of its own to the provider.</summary>
    CredentialForm OwnCredential => CredentialForm.Bearer;

    /// <summary>Its clients may put their credential into the query, as <c>key</c>.</summary>
    bool KeyInQuery => false;

    /// <summary>The provider answers nobody without a credential.</summary>
    bool NeedsCredential => true;

    /// <summary>The endpoints whose texts it knows; the coverage table lists them.</summary>
    IReadOnlyList<Endpoint> Endpoints { get; }

    /// <summary>What a method and a path (without the route's prefix, for example <c>/v1/chat/completions</c>) ask for.</summary>
    Operation Resolve(string method, ReadOnlySpan<char> path);

    /// <summary>Why a request must not be sent on with the caller's own credential, or null; asked before anything is read.</summary>
    /// <param name="authorization">The <c>Authorization</c> header, or empty.</param>
    Refusal? Admit(ReadOnlySpan<char> authorization) => null;

    /// <summary>Writes an error body in the provider's own shape, as JSON.</summary>
    void WriteError(Refusal refusal, IBufferWriter<byte> output);

    /// <summary>Writes an error body that answers this very exchange, and returns the HTTP status that goes with it.</summary>
    int WriteError(Refusal refusal, Exchange exchange, IBufferWriter<byte> output)
    {
        WriteError(refusal, output);
        return refusal.Status;
    }
}

/// <summary>Where a credential stands in a request: a header, and what is before it there.</summary>
public readonly record struct CredentialForm(string Header, string Prefix = "")
{
    public static CredentialForm Bearer { get; } = new("Authorization", "Bearer ");
}

/// <summary>What a request asks for, as far as its method and path tell.</summary>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="Model">The model, where the path names it.</param>
/// <param name="Streaming">The path asks for a stream.</param>
public readonly record struct Operation(Endpoint Endpoint, string? Model = null, bool Streaming = false);

/// <summary>An error for the caller, before it takes its dialect's shape.</summary>
/// <param name="Status">HTTP status, 400 to 599.</param>
/// <param name="Code">The machine-readable code, for example <c>content_filter</c>.</param>
/// <param name="Message">For people; never holds content.</param>
/// <param name="Param">The offending part of the request, or null.</param>
public sealed record Refusal(int Status, string Code, string Message, string? Param = null);
