using Sluice.Simulator.Scripts;
using Sluice.Simulator.Storage;

namespace Sluice.Simulator.Wires.OpenAi.Files;

/// <summary><c>/v1/files/{id}/content</c>: the bytes as they were uploaded.</summary>
internal sealed class FileContent(ItemStore store) : IPlainEndpoint
{
    public IErrorShape Errors => OpenAiErrors.Shape;

    public PlainAnswer Answer(SimulatedExchange exchange, Script script) =>
        new(StoredAnswer.Find(store, FileUpload.Kind, exchange.PathValue).Content, "application/octet-stream");
}
