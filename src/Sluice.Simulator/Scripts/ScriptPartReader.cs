using System.Text;
using System.Text.Json;
using Sluice.Simulator.Answers;

namespace Sluice.Simulator.Scripts;

/// <summary>Reads the fields of a script that are objects or have several forms.</summary>
internal sealed class ScriptPartReader(SimulatorOptions options, bool hasGates)
{
    private const int MaxExtraBytes = 8 * 1024;

    public static Cutting Cut(ScriptField field)
    {
        switch (field.Kind)
        {
            case JsonValueKind.String:
                return field.Text(100) switch
                {
                    "word" => Cutting.Words,
                    "char" => new Cutting(CutKind.Character),
                    _ => throw field.Wrong("must be \"word\", \"char\", a number, an array of numbers or {\"at\": k}"),
                };
            case JsonValueKind.Number:
                return new Cutting(CutKind.Fixed, field.Number(1, int.MaxValue));
            case JsonValueKind.Array:
                return new Cutting(CutKind.Lengths, 0, field.Items(100_000).ConvertAll(item => item.Number(0, int.MaxValue)));
            default:
                var parts = Parts(field, "at");
                return new Cutting(CutKind.At, Need(field, parts, "at").Number(0, int.MaxValue));
        }
    }

    public List<ScriptPause> Pauses(ScriptField field)
    {
        var pauses = field.Items(10_000).ConvertAll(Pause);
        return [.. pauses.OrderBy(pause => pause.AfterDelta)];
    }

    public static List<ScriptToolCall> ToolCalls(ScriptField field)
    {
        var items = field.Items(128);
        return items.ConvertAll(item =>
        {
            var parts = Parts(item, "id", "name", "arguments");
            string id = parts.TryGetValue("id", out var given) ? given.Text(1000) : $"call_sim_{items.IndexOf(item) + 1}";
            string arguments = parts.TryGetValue("arguments", out var value)
                ? value.Kind == JsonValueKind.String ? value.Text() : Encoding.UTF8.GetString(value.Json())
                : "{}";
            return new ScriptToolCall(id, Need(item, parts, "name").Text(1000), PlantedText.Fill(arguments));
        });
    }

    public static ScriptUsage Usage(ScriptField field)
    {
        var parts = Parts(field, "prompt", "completion");
        const int Most = 1_000_000_000;
        return new ScriptUsage(Need(field, parts, "prompt").Number(0, Most), Need(field, parts, "completion").Number(0, Most));
    }

    public static ScriptError Error(ScriptField field)
    {
        var parts = Parts(field, "status", "body", "retryAfter");
        int status = Need(field, parts, "status").Number(400, 599);
        byte[]? body = parts.TryGetValue("body", out var given) ? given.Json() : null;
        string? retryAfter = parts.TryGetValue("retryAfter", out var retry)
            ? retry.Kind == JsonValueKind.Number ? $"{retry.Number(0, int.MaxValue)}" : HeaderText(retry)
            : null;
        return new ScriptError(status, body, retryAfter);
    }

    public static ScriptStreamError StreamError(ScriptField field)
    {
        var parts = Parts(field, "after", "body");
        byte[]? body = parts.TryGetValue("body", out var given) ? given.Json() : null;
        return new ScriptStreamError(Need(field, parts, "after").Number(0, int.MaxValue), body);
    }

    public static ScriptRawBody RawBody(ScriptField field)
    {
        if (field.Kind == JsonValueKind.String) return new ScriptRawBody(Encoding.UTF8.GetBytes(field.Text()), ContentTypes.Json, 200);
        var parts = Parts(field, "body", "base64", "contentType", "status");
        string contentType = parts.TryGetValue("contentType", out var type) ? HeaderText(type) : ContentTypes.Json;
        int status = parts.TryGetValue("status", out var given) ? given.Number(200, 599) : 200;
        byte[] bytes = parts.TryGetValue("base64", out var base64) ? Base64(base64) : Encoding.UTF8.GetBytes(Need(field, parts, "body").Text());
        if (status is 204 or 205 or 304 && bytes.Length > 0) throw field.Wrong($"must be empty with status {status}");
        return new ScriptRawBody(bytes, contentType, status);
    }

    private static byte[] Base64(ScriptField field) =>
        field.Kind == JsonValueKind.String && field.Value.TryGetBytesFromBase64(out byte[]? bytes) ? bytes : throw field.Wrong("must be base64");

    public static ScriptExtra Extra(ScriptField field)
    {
        var parts = Parts(field, "top", "choice", "message");
        return new ScriptExtra(Members(parts, "top"), Members(parts, "choice"), Members(parts, "message"));
    }

    public static List<KeyValuePair<string, string>> Headers(ScriptField field) =>
        [.. field.Fields().Take(100).Select(header => KeyValuePair.Create(HeaderName(header.Name, header.Field), HeaderText(header.Field)))];

    private ScriptPause Pause(ScriptField field)
    {
        var parts = Parts(field, "afterDelta", "ms", "gate");
        int after = parts.TryGetValue("afterDelta", out var given) ? given.Number(-1, int.MaxValue) : 0;
        if (!parts.TryGetValue("gate", out var gate))
        {
            int most = (int)Math.Min(int.MaxValue, options.MaxPause.TotalMilliseconds);
            return new ScriptPause(after, TimeSpan.FromMilliseconds(Need(field, parts, "ms").Number(0, most)), null);
        }

        if (!hasGates) throw gate.Wrong("nobody could open a gate here; only a SimulatorServer has gates");
        return new ScriptPause(after, options.MaxPause, gate.Text(100));
    }

    private static Dictionary<string, ScriptField> Parts(ScriptField field, params ReadOnlySpan<string> known)
    {
        var parts = new Dictionary<string, ScriptField>(StringComparer.Ordinal);
        foreach (var (name, part) in field.Fields())
        {
            if (!known.Contains(name)) throw part.Wrong($"is not known here; {string.Join(", ", known.ToArray())} are");
            parts[name] = part;
        }

        return parts;
    }

    private static ScriptField Need(ScriptField owner, Dictionary<string, ScriptField> parts, string name) =>
        parts.TryGetValue(name, out var part) ? part : throw new ScriptField(default, $"{owner.Path}.{name}").Wrong("is missing");

    private static byte[] Members(Dictionary<string, ScriptField> parts, string name)
    {
        if (!parts.TryGetValue(name, out var part)) return [];
        var text = new StringBuilder();
        foreach (var (key, value) in part.Fields())
            text.Append(',').Append(JsonSerializer.Serialize(key)).Append(':').Append(value.Value.GetRawText());
        byte[] bytes = Encoding.UTF8.GetBytes(text.ToString());
        return bytes.Length <= MaxExtraBytes ? bytes : throw part.Wrong($"must have at most {MaxExtraBytes} bytes");
    }

    /// <summary>The server frames the body itself: a script's own framing would only break the connection.</summary>
    private static string HeaderName(string name, ScriptField field)
    {
        bool isName = name.Length is > 0 and <= 100 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
        bool isFraming = name.ToUpperInvariant() is "CONTENT-LENGTH" or "TRANSFER-ENCODING";
        return isName && !isFraming ? name : throw field.Wrong("is not the name of a header that a script may send");
    }

    private static string HeaderText(ScriptField field)
    {
        string text = field.Text(8000);
        return text.All(c => c is >= ' ' and < '\x7f') ? text : throw field.Wrong("must be printable ASCII");
    }
}
