using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Sluice.Inspection;
using Sluice.Inspection.Detection.Judging;

namespace Sluice.Gateway.Judges;

/// <summary>A judge of the user's own (docs/detection/remote.md). Its requests are signed where there is a key for that.</summary>
internal sealed class WebhookJudge(JudgeSettings settings, TimeProvider time) : IRemoteJudge
{
    public const string TimestampHeader = "x-sluice-timestamp";

    public const string SignatureHeader = "x-sluice-signature";

    public void Ask(RemoteQuestion question, string text, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("judge", settings.Name);
        json.WriteString("direction", question.Direction == Direction.Request ? "request" : "response");
        json.WriteString("scope", ScopeOf(question.Scope));
        json.WriteString("text", text);
        json.WriteEndObject();
    }

    public void Present(HttpRequestMessage request, ReadOnlySpan<byte> body)
    {
        BearerKey.Present(settings, request);
        if (settings.SigningKey is not { } key)
            return;
        string timestamp = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        request.Headers.TryAddWithoutValidation(TimestampHeader, timestamp);
        request.Headers.TryAddWithoutValidation(SignatureHeader, "sha256=" + Sign(key.Value, timestamp, body));
    }

    public IReadOnlyList<RemoteFinding>? Read(RemoteQuestion question, string text, JsonElement answer)
    {
        if (!answer.TryGet("findings", JsonValueKind.Array, out JsonElement given))
            return null;
        List<RemoteFinding> findings = [];
        foreach (JsonElement finding in given.EnumerateArray())
        {
            if (finding.ValueKind != JsonValueKind.Object)
                return null;
            finding.TryGetText("category", out string category);
            int label = question.Judge.LabelOf(category);
            if (!finding.TryGetProperty("start", out _) && !finding.TryGetProperty("end", out _))
                findings.Add(new RemoteFinding(label));
            else if (finding.TryGetCount("start", out int start) && finding.TryGetCount("end", out int end) && CodePoints.ToUnits(text, start, end) is { } place)
                findings.Add(new RemoteFinding(label, place.Start, place.Length));
            else
                return null;
        }

        return findings;
    }

    /// <summary>HMAC-SHA256 over the timestamp, a full stop and the body, in lower-case hexadecimal.</summary>
    internal static string Sign(string key, string timestamp, ReadOnlySpan<byte> body)
    {
        using IncrementalHash hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(key));
        hash.AppendData(Encoding.ASCII.GetBytes(timestamp + "."));
        hash.AppendData(body);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string ScopeOf(ContentScope scope) => scope switch
    {
        ContentScope.System => "system",
        ContentScope.User => "user",
        ContentScope.Assistant => "assistant",
        ContentScope.Reasoning => "reasoning",
        ContentScope.ToolCall => "tool-call",
        ContentScope.ToolResult => "tool-result",
        _ => "document",
    };
}
