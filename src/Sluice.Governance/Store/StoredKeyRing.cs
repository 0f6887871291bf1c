using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;

namespace Sluice.Governance.Store;

/// <summary>ASP.NET Data Protection's key ring in the store, so that what one node protects another opens. The interface knows no asynchrony; it is asked once a day.</summary>
internal sealed class StoredKeyRing(GovernanceStore store) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() =>
        [.. store.ReadAsync(read => read.ListAsync<string>("SELECT element FROM data_protection ORDER BY name"), CancellationToken.None).GetAwaiter().GetResult().Select(e => XElement.Parse(e))];

    public void StoreElement(XElement element, string friendlyName) => store.WriteAsync(
        write => write.ExecuteAsync(
            "INSERT INTO data_protection (name, element) VALUES (@friendlyName, @element)",
            new { friendlyName, element = element.ToString(SaveOptions.DisableFormatting) }),
        CancellationToken.None).GetAwaiter().GetResult();
}

/// <summary>Encrypts the ring's keys under the master key.</summary>
internal sealed class MasterKeyXmlEncryptor(MasterKey key) : IXmlEncryptor
{
    internal const string Purpose = "data-protection";

    public EncryptedXmlInfo Encrypt(XElement plaintextElement) =>
        new(new XElement("masterKey", key.Protect(Purpose, Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting)))), typeof(MasterKeyXmlDecryptor));
}

/// <summary>Opens what <see cref="MasterKeyXmlEncryptor"/> closed. Data Protection makes it by its name, which is stored with each key.</summary>
internal sealed class MasterKeyXmlDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement) =>
        XElement.Parse(Encoding.UTF8.GetString(services.GetRequiredService<GovernanceStore>().MasterKey.Unprotect(MasterKeyXmlEncryptor.Purpose, encryptedElement.Value)));
}
