using Sluice.Simulator.Answers;
using Sluice.Simulator.Requests;
using Sluice.Simulator.Scripts;
using Sluice.Simulator.Storage;

namespace Sluice.Simulator.Wires.OpenAi.Files;

/// <summary><c>POST /v1/files</c>: keeps the file in memory.</summary>
internal sealed class FileUpload(SimulatorOptions options, ItemStore store) : IPlainEndpoint
{
    public const string Kind = "file";

    public IErrorShape Errors => OpenAiErrors.Shape;

    public PlainAnswer Answer(SimulatedExchange exchange, Script script)
    {
        var form = MultipartBody.Read(exchange);
        var (name, content) = form.File("file");
        string purpose = form.Text("purpose") ?? throw RequestProblemException.Bad("purpose", "is missing");
        return new PlainAnswer(Put(options, store, name, purpose, content.ToArray()).Json);
    }

    public static StoredItem Put(SimulatorOptions options, ItemStore store, string name, string purpose, ReadOnlyMemory<byte> content)
    {
        string id = $"file-sim-{store.NextNumber()}";
        long created = options.TimeProvider.GetUtcNow().ToUnixTimeSeconds();
        var json = Verbatim.Of(
            $$"""
            {"id":{{id}},"object":"file","bytes":{{content.Length}},"created_at":{{created}},"filename":{{name}},"purpose":{{purpose}},
            "status":"processed"}
            """);
        var item = new StoredItem(Kind, id, json.Json, content);
        store.Put(item);
        return item;
    }
}
