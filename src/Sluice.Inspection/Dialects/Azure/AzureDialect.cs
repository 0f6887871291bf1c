using System.Buffers;
using System.Text.Json;
using Sluice.Inspection.Dialects.OpenAi;

namespace Sluice.Inspection.Dialects.Azure;

/// <summary>
/// Azure OpenAI (learn.microsoft.com/azure/ai-foundry/openai/reference): OpenAI's endpoints under <c>/openai/deployments/{deployment}/</c>, where the path names the model,
/// and under <c>/openai/v1/</c>; errors are Azure's.
/// </summary>
internal sealed class AzureDialect(OpenAiDialect openAi) : IDialect
{
    private const string Deployments = "/deployments/";

    public string Name => "azure";

    public CredentialForm OwnCredential { get; } = new("api-key");

    public IReadOnlyList<string> CredentialHeaders { get; } = ["api-key", "Authorization"];

    public IReadOnlyList<Endpoint> Endpoints => openAi.Endpoints;

    public Operation Resolve(string method, ReadOnlySpan<char> path)
    {
        int at = path.IndexOf(Deployments, StringComparison.Ordinal);
        if (at < 0)
            return openAi.Resolve(method, path.StartsWith("/openai/v1/", StringComparison.Ordinal) ? path["/openai".Length..] : path);
        ReadOnlySpan<char> rest = path[(at + Deployments.Length)..];
        int slash = rest.IndexOf('/');
        if (slash <= 0)
            return new Operation(Endpoint.Unknown);
        return openAi.Resolve(method, string.Concat("/v1", rest[slash..])) with { Model = rest[..slash].ToString() };
    }

    /// <summary><c>{"error":{"code","message"}}</c>; what a content filter stops has an inner error that says so, which Azure's SDKs look for.</summary>
    public void WriteError(Refusal refusal, IBufferWriter<byte> output)
    {
        using Utf8JsonWriter json = new(output);
        json.WriteStartObject();
        json.WriteStartObject("error"u8);
        json.WriteString("code"u8, refusal.Code);
        json.WriteString("message"u8, refusal.Message);
        if (refusal.Param is { } param)
            json.WriteString("param"u8, param);
        if (string.Equals(refusal.Code, "content_filter", StringComparison.Ordinal))
        {
            json.WriteNumber("status"u8, refusal.Status);
            json.WriteStartObject("innererror"u8);
            json.WriteString("code"u8, "ResponsibleAIPolicyViolation"u8);
            json.WriteStartObject("content_filter_result"u8);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
