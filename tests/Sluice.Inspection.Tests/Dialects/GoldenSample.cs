using System.Text;
using System.Text.Json;
using Sluice.Inspection.Dialects;
using Sluice.Inspection.Policies;
using Sluice.Inspection.Streaming;

namespace Sluice.Inspection.Tests.Dialects;

/// <summary>A full request, answer and stream of one endpoint; see Golden/README.md.</summary>
internal sealed class GoldenSample
{
    private static readonly string Root = Path.Combine(AppContext.BaseDirectory, "Dialects", "Golden");

    private readonly string _folder;
    private readonly string[] _endpoint;

    private GoldenSample(string folder)
    {
        _folder = folder;
        Dialect = DialectCatalog.All[Path.GetFileName(Path.GetDirectoryName(folder)!)];
        _endpoint = File.ReadAllLines(Path.Combine(folder, "endpoint.txt"));
        Requests = Bytes("request.json") is { } request ? [request] : Bytes("requests.txt") is { } lines ? [.. Frames("application/jsonl", lines)] : [];
        Answer = Bytes("answer.json");
        Stream = Bytes("stream.txt") ?? (Bytes("stream.b64") is { } encoded ? Convert.FromBase64String(Encoding.ASCII.GetString(encoded)) : null);
        Opaque = Members("opaque.txt");
        Closed = Members("closed.txt");
        Unknown = Members("unknown.txt");
    }

    public IDialect Dialect { get; }

    /// <summary>One request, none, or what a caller sends over a WebSocket.</summary>
    public IReadOnlyList<byte[]> Requests { get; }

    public byte[]? Answer { get; }

    public byte[]? Stream { get; }

    /// <summary>The stream comes message by message, and no other cut of it can be.</summary>
    public bool IsMessages => string.Equals(MediaType, MessageFraming.MediaType, StringComparison.Ordinal);

    /// <summary>Members that are no texts.</summary>
    public HashSet<string> Opaque { get; }

    /// <summary>Members of a request that have a closed set of values: any other is refused.</summary>
    public HashSet<string> Closed { get; }

    /// <summary>Types of parts and events in it that no dialect knows.</summary>
    public HashSet<string> Unknown { get; }

    public string MediaType => _endpoint.Length > 1 ? _endpoint[1] : "";

    public Endpoint Endpoint => Resolve(0).Endpoint;

    public Endpoint StreamEndpoint => Resolve(_endpoint.Length > 2 ? 2 : 0).Endpoint;

    /// <summary>The names of all samples, for theories.</summary>
    public static IEnumerable<TheoryDataRow<string>> Names() =>
        Directory.EnumerateFiles(Root, "endpoint.txt", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(Root, Path.GetDirectoryName(f)!).Replace('\\', '/')).Order(StringComparer.Ordinal)
            .Select(n => new TheoryDataRow<string>(n));

    public static GoldenSample Load(string name) => new(Path.Combine(Root, name));

    public Exchange Exchange(Policy policy, bool stream = false)
    {
        Operation operation = Resolve(stream && _endpoint.Length > 2 ? 2 : 0);
        return new Exchange { Dialect = Dialect, Policy = policy, Endpoint = operation.Endpoint, Model = operation.Model, Streaming = stream };
    }

    /// <summary>The stream cut into its frames.</summary>
    public static List<byte[]> Frames(string mediaType, byte[] stream)
    {
        IEventFraming framing = Framing(mediaType);
        List<byte[]> frames = [];
        int at = 0;
        int scanned = 0;
        while (at < stream.Length)
        {
            int length = framing.Next(stream.AsSpan(at), ref scanned);
            if (length == 0)
                length = stream.Length - at;
            frames.Add(stream[at..(at + length)]);
            at += length;
            scanned = 0;
        }

        return frames;
    }

    /// <summary>The payload of one frame, or null where it has none that is JSON.</summary>
    public static byte[]? Payload(string mediaType, byte[] frame)
    {
        using PooledBuffer<byte> joined = new();
        byte[] payload = Framing(mediaType).Parse(frame, joined).Payload(frame, joined).ToArray();
        return payload.Length > 0 && payload[0] == '{' ? payload : null;
    }

    /// <summary>The name that one frame gives its event, or nothing.</summary>
    public static byte[] EventName(string mediaType, byte[] frame)
    {
        using PooledBuffer<byte> joined = new();
        return Framing(mediaType).Parse(frame, joined).Name(frame).ToArray();
    }

    /// <summary>The same frame with another payload.</summary>
    public static byte[] WithPayload(string mediaType, byte[] frame, byte[] payload)
    {
        IEventFraming framing = Framing(mediaType);
        using PooledBuffer<byte> joined = new();
        using PooledBuffer<byte> output = new();
        framing.Rewrite(frame, framing.Parse(frame, joined), payload, output);
        return output.Span.ToArray();
    }

    /// <summary>The stream with all its JSON spelled alike: an event whose text was changed may spell the rest of that text in another way.</summary>
    public byte[] Canonical(byte[] stream)
    {
        List<byte[]> frames = Frames(MediaType, stream);
        return [.. frames.SelectMany(f => Payload(MediaType, f) is { } payload ? WithPayload(MediaType, f, Spelled(payload)) : f)];
    }

    /// <summary>Every string and property name of a document: where its content ends, and whether it is a text.</summary>
    public IEnumerable<Place> Places(byte[] document)
    {
        List<Place> places = [];
        Stack<string> opened = new();
        string? name = null;
        Utf8JsonReader reader = new(document);
        while (reader.Read())
        {
            int end = (int)reader.TokenStartIndex + 1 + reader.ValueSpan.Length;
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    name = reader.GetString();
                    places.Add(new Place(end, $"name {name}", IsName: true, IsOpaque(opened), IsClosed: false));
                    break;
                case JsonTokenType.String:
                    places.Add(new Place(end, $"{name}: {reader.GetString()}", IsName: false, Opaque.Contains(name ?? "") || IsOpaque(opened), Closed.Contains(name ?? "")));
                    break;
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    opened.Push(name ?? "");
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    name = opened.Pop();
                    break;
            }
        }

        return places;
    }

    /// <summary>How the files cut a stream: as it comes, but messages, which nothing stands between, are lines there.</summary>
    private static IEventFraming Framing(string mediaType) =>
        string.Equals(mediaType, MessageFraming.MediaType, StringComparison.Ordinal) ? new LineFraming() : Inspector.Framing(mediaType)!;

    private static byte[] Spelled(byte[] payload)
    {
        using JsonDocument document = JsonDocument.Parse(payload);
        return JsonSerializer.SerializeToUtf8Bytes(document.RootElement);
    }

    private bool IsOpaque(Stack<string> opened) => opened.Any(Opaque.Contains);

    private Operation Resolve(int line)
    {
        string[] parts = _endpoint[line].Split(' ', 2);
        return Dialect.Resolve(parts[0], parts[1]);
    }

    private HashSet<string> Members(string file) =>
        Bytes(file) is { } lines ? Encoding.UTF8.GetString(lines).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToHashSet(StringComparer.Ordinal) : [];

    private byte[]? Bytes(string file) => File.Exists(Path.Combine(_folder, file)) ? File.ReadAllBytes(Path.Combine(_folder, file)) : null;

    /// <summary>A place where a value can be planted.</summary>
    /// <param name="End">One behind the content of the string, in bytes.</param>
    /// <param name="What">For messages.</param>
    /// <param name="IsName">It is a property's name.</param>
    /// <param name="IsOpaque">It passes whatever it holds.</param>
    /// <param name="IsClosed">In a request it has a closed set of values.</param>
    public sealed record Place(int End, string What, bool IsName, bool IsOpaque, bool IsClosed);
}
