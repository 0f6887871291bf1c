using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Sluice.Simulator.Requests;

namespace Sluice.Simulator.Scripts;

/// <summary>Finds a request's script: the header <c>x-sim-script</c>, else the field <c>sim</c>, else the preset of the model's name.</summary>
internal sealed class ScriptSource(ScriptReader reader)
{
    /// <summary>JSON, or base64 of JSON for what a gate in front might change in a body.</summary>
    private const string Header = "x-sim-script";

    public Script For(HttpRequest request, ChatRequest? chat)
    {
        if (request.Headers.TryGetValue(Header, out var header)) return reader.Read(Parse(header.ToString()), "sim");
        if (chat is null) return Script.None;
        if (chat.Script is not { } script) return chat.Model is null ? Script.None : Presets.For(chat.Model);
        // A web page can post a form to a loopback address without asking; a form's answer with markup of its choice would run in our origin.
        if (!MayCarryScript(request)) throw new RequestProblemException(
            StatusCodes.Status415UnsupportedMediaType, "A script in the body needs the header 'Content-Type: application/json'.", "sim");
        return reader.Read(script, "sim");
    }

    /// <summary>The script of a question that came by another way than a request.</summary>
    public Script For(ChatRequest chat) => chat.Script is { } script ? reader.Read(script, "sim") : Presets.For(chat.Model ?? "");

    /// <summary>A body on a path that is not the simulator's own: it may hold a script, and need not be JSON.</summary>
    public static ChatRequest? ReadIfJson(HttpRequest request, ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty || !request.HasJsonContentType()) return null;
        return JsonRequest.ReadScriptOnly(body);
    }

    private static bool MayCarryScript(HttpRequest request) => string.IsNullOrEmpty(request.ContentType) || request.HasJsonContentType();

    private static JsonElement Parse(string header)
    {
        if (header.TrimStart().StartsWith('{')) return JsonRequest.ReadScript(Encoding.UTF8.GetBytes(header), Header);
        byte[] json = new byte[header.Length];
        return Convert.TryFromBase64String(header, json, out int length)
            ? JsonRequest.ReadScript(json.AsMemory(0, length), Header)
            : throw RequestProblemException.Bad(Header, "is neither a JSON object nor base64 of one");
    }
}
