using System.Buffers;
using System.Text.Json;

namespace Sluice.Governance.Audit;

/// <summary>A record as one line of JSON: names in this order, what is empty left out. Control characters are escaped, so that no value begins a line of its own.</summary>
internal static class AuditLine
{
    /// <summary>Longest text that a caller chose (a model's name, say), in characters; the rest is cut.</summary>
    public const int MaxText = 256;

    public static void Write(AuditRecord record, Utf8JsonWriter json, IBufferWriter<byte> output)
    {
        json.Reset(output);
        json.WriteStartObject();
        json.WriteString("time"u8, record.Time.UtcDateTime);
        json.WriteString("id"u8, record.Id);
        json.WriteString("event"u8, record.Event);
        json.WriteString("outcome"u8, record.Outcome);
        json.WriteString("tenant"u8, record.Tenant);
        Text(json, "project"u8, record.Project);
        json.WriteString("actor"u8, Cut(record.Actor));
        Text(json, "key_id"u8, record.KeyId);
        Text(json, "secret_id"u8, record.SecretId);
        Text(json, "key_name"u8, record.KeyName);
        Text(json, "source"u8, record.Source);
        Text(json, "route"u8, record.Route);
        Text(json, "dialect"u8, record.Dialect);
        Text(json, "endpoint"u8, record.Endpoint);
        Text(json, "model"u8, record.Model);
        Number(json, "status"u8, record.Status);
        Text(json, "reason"u8, record.Reason);
        WriteRules(json, record.Rules);
        Number(json, "input_tokens"u8, record.InputTokens);
        Number(json, "output_tokens"u8, record.OutputTokens);
        if (record.Estimated)
            json.WriteBoolean("estimated"u8, true);
        if (record.Milliseconds > 0)
            json.WriteNumber("milliseconds"u8, Math.Round(record.Milliseconds, 3));
        Text(json, "policy"u8, record.Policy);
        Number(json, "revision"u8, record.Revision);
        Text(json, "target"u8, record.Target);
        Text(json, "target_name"u8, record.TargetName);
        if (!string.Equals(record.Severity, AuditSeverity.Info, StringComparison.Ordinal))
            Text(json, "severity"u8, record.Severity);
        WriteState(json, "before"u8, record.Before);
        WriteState(json, "after"u8, record.After);
        json.WriteEndObject();
        json.Flush();
        output.Write("\n"u8);
    }

    private static void Text(Utf8JsonWriter json, ReadOnlySpan<byte> name, string? value)
    {
        if (value is { Length: > 0 })
            json.WriteString(name, Cut(value));
    }

    private static void Number(Utf8JsonWriter json, ReadOnlySpan<byte> name, long value)
    {
        if (value != 0)
            json.WriteNumber(name, value);
    }

    private static void WriteRules(Utf8JsonWriter json, IReadOnlyList<string> rules)
    {
        if (rules.Count == 0)
            return;
        json.WriteStartArray("rules"u8);
        foreach (string rule in rules)
            json.WriteStringValue(Cut(rule));
        json.WriteEndArray();
    }

    /// <summary>A state is JSON in JSON; line breaks of a pretty one would break the line.</summary>
    private static void WriteState(Utf8JsonWriter json, ReadOnlySpan<byte> name, string? state)
    {
        if (state is not { Length: > 0 })
            return;
        try
        {
            using JsonDocument document = JsonDocument.Parse(state);
            json.WritePropertyName(name);
            document.RootElement.WriteTo(json);
        }
        catch (JsonException)
        {
            json.WriteString(name, state); // Whoever gave it meant it to be kept; a record is never lost for its form.
        }
    }

    /// <summary>Not between the halves of a surrogate pair, half of which is no text.</summary>
    private static ReadOnlySpan<char> Cut(string text)
    {
        if (text.Length <= MaxText)
            return text;
        return text.AsSpan(0, char.IsHighSurrogate(text[MaxText - 1]) ? MaxText - 1 : MaxText);
    }
}
