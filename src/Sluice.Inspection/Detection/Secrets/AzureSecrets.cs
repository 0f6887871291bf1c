using Sluice.Inspection.Detection.Validators;
using static Sluice.Inspection.Detection.Shape;

namespace Sluice.Inspection.Detection.Secrets;

/// <summary>Microsoft Azure and Entra.</summary>
internal static class AzureSecrets
{
    private const string ServiceKeyName =
        "(?i:(?:azure|openai|cognitive|speech|search|translator)[A-Za-z0-9_.-]*key[0-9]?|ocp-apim-subscription-key|" + WordStart + "api-key)";

    public static IReadOnlyList<Detector> All { get; } =
    [
        // Finds: keys of storage accounts, Cosmos, Service Bus and IoT hubs in connection strings or settings.
        // Misses: keys that stand alone.
        // Example: AccountName=devstore;AccountKey=<88 base64 characters>;EndpointSuffix=core.windows.net
        // Source: https://learn.microsoft.com/azure/storage/common/storage-account-keys-manage
        Detector.Create("secrets/azure-account-key", "Azure storage, Cosmos or Service Bus key", certain: true,
            Of("[A-Za-z0-9+/]{42,}={0,2}", "(?i:account[_-]?key|shared[_-]?access[_-]?key|storage[_-]?key)" + Assign, SecretText.IsRandom)),

        // Finds: the signature of a shared access signature.
        // Misses: signatures of other schemes with fewer than 40 characters.
        // Example: ?sv=2022-11-02&sr=b&sig=<base64, percent-encoded>
        // Source: https://learn.microsoft.com/rest/api/storageservices/create-service-sas
        Detector.Create("secrets/azure-sas-signature", "Signature of an Azure SAS URL", certain: true,
            Of("[A-Za-z0-9%/+_-]{40,}=?", "[?&;](?i:sig|amp;sig)=", SecretText.IsRandom)),

        // Finds: client secrets of Entra applications: what stands behind the marker Q~ in their seventh and eighth place.
        // Misses: secrets from before 2021, which have no marker; the six characters before it stay.
        // Example: abc8Q~ + 31 to 34 characters
        // Source: https://learn.microsoft.com/entra/identity-platform/quickstart-register-app
        Detector.Create("secrets/azure-client-secret", "Entra (Azure AD) client secret", certain: true,
            Of("[A-Za-z0-9_~.-]{31,34}(?![A-Za-z0-9_~-])", "[A-Za-z0-9_~.]{3}[0-9]Q~", SecretText.IsRandom)),

        // Finds: keys of Azure OpenAI and the other AI services behind their names or headers: 32 hex digits or 84 characters.
        // Misses: keys that stand alone: 32 hex digits are also an MD5.
        // Example: AZURE_OPENAI_API_KEY=<32 hex digits>
        // Source: https://learn.microsoft.com/azure/ai-services/authentication
        Detector.Create("secrets/azure-ai-key", "Azure AI service key, named as such", certain: true,
            Of("(?:[0-9a-f]{32}|[0-9A-Za-z]{84})(?![0-9A-Za-z])", ServiceKeyName + Assign, SecretText.IsRandom)),
    ];
}
