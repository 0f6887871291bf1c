using Sluice.Inspection.Dialects.OpenAi.Responses;

namespace Sluice.Inspection.Dialects.OpenAi;

/// <summary>Which method and path is which endpoint. Paths are compared from their end, so that any prefix (<c>/v1</c>, <c>/openai/v1</c>) may stand before them.</summary>
internal sealed class OpenAiRoutes
{
    private readonly Route[] _table;

    public OpenAiRoutes()
    {
        ChatCompletions chat = new();
        StoredCompletions stored = new();
        ResponsesApi responses = new();
        Conversations conversations = new();
        Images images = new();
        Transcriptions transcriptions = new();
        RealtimeSessions realtime = new();
        RealtimeSecrets secrets = new();
        _table =
        [
            new("GET", "models", Endpoint.Opaque),
            new("GET", "models/*", Endpoint.Opaque),
            new("POST", "chat/completions", chat),
            new("GET", "chat/completions", stored),
            new("*", "chat/completions/*", stored),
            new("GET", "chat/completions/*/messages", stored),
            new("POST", "responses", responses),
            new("*", "responses/*", responses),
            new("POST", "responses/*/cancel", responses),
            new("GET", "responses/*/input_items", responses),
            new("POST", "conversations", conversations),
            new("*", "conversations/*", conversations),
            new("*", "conversations/*/items", conversations),
            new("*", "conversations/*/items/*", conversations),
            new("POST", "completions", new Completions()),
            new("POST", "embeddings", new Embeddings()),
            new("POST", "moderations", new Moderations()),
            new("POST", "images/generations", images),
            new("POST", "images/edits", images),
            new("POST", "images/variations", images),
            new("POST", "audio/speech", new Speech()),
            new("POST", "audio/transcriptions", transcriptions),
            new("POST", "audio/translations", transcriptions),
            new("POST", "files", new Files()),
            new("GET", "files/*/content", new FileContent()),
            new("GET", "realtime", realtime),
            new("CONNECT", "realtime", realtime),
            new("POST", "realtime/client_secrets", secrets),
            new("POST", "realtime/sessions", secrets),
            new("POST", "realtime/transcription_sessions", secrets),
        ];
        Endpoints = [.. _table.Select(r => r.Endpoint).Where(e => !e.IsOpaque).Distinct()];
    }

    /// <summary>All endpoints whose texts are known, in the table's order.</summary>
    public IReadOnlyList<Endpoint> Endpoints { get; }

    public Endpoint Find(string method, ReadOnlySpan<char> path)
    {
        path = path.Trim('/');
        foreach (Route route in _table)
        {
            if (route.Takes(method, path))
                return route.Endpoint;
        }

        return Endpoint.Unknown;
    }

    /// <param name="Method">The method, or <c>*</c> for any; GET stands for HEAD, too.</param>
    /// <param name="Shape">The path's end; a <c>*</c> stands for one segment.</param>
    /// <param name="Endpoint">What it is.</param>
    private sealed record Route(string Method, string Shape, Endpoint Endpoint)
    {
        public bool Takes(string method, ReadOnlySpan<char> path) => TakesMethod(method) && Ends(path, Shape);

        private bool TakesMethod(string method) =>
            Method is "*" || string.Equals(method, Method, StringComparison.Ordinal) || (Method is "GET" && string.Equals(method, "HEAD", StringComparison.Ordinal));

        private static bool Ends(ReadOnlySpan<char> path, ReadOnlySpan<char> shape)
        {
            while (!shape.IsEmpty)
            {
                if (path.IsEmpty)
                    return false;
                ReadOnlySpan<char> wanted = shape[(shape.LastIndexOf('/') + 1)..];
                ReadOnlySpan<char> segment = path[(path.LastIndexOf('/') + 1)..];
                if (wanted is not "*" && !segment.SequenceEqual(wanted))
                    return false;
                shape = shape[..Math.Max(shape.Length - wanted.Length - 1, 0)];
                path = path[..Math.Max(path.Length - segment.Length - 1, 0)];
            }

            return true;
        }
    }
}
