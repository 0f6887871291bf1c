using System.Text.Json;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.Bedrock;

/// <summary>The texts of a request that is a prompt and settings beside it.</summary>
internal static class PromptRequest
{
    public static void Visit(ref JsonWalker walker)
    {
        if (!walker.EnterObject())
            throw new JsonException("the request is not a JSON object");
        while (walker.NextProperty())
        {
            if (walker.NameIs("images"u8) || walker.NameIs("inputImage"u8))
                walker.Property(ContentScope.Document);
            else
                walker.ProtocolProperty(ContentScope.User);
        }
    }
}
