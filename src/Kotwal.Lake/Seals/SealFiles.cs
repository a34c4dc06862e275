using System.Globalization;

namespace Kotwal.Lake.Seals;

/// <summary>Where the files of the chain stand below a lake's folder.</summary>
internal static class SealFiles
{
    public const string Folder = "seals";

    public const string KeyFolder = Folder + "/keys";

    public static string Statement(long sequence) => string.Create(CultureInfo.InvariantCulture, $"{Folder}/{sequence:D10}.json");

    public static string Signature(long sequence) => string.Create(CultureInfo.InvariantCulture, $"{Folder}/{sequence:D10}.sig");

    public static string PublicKey(string fingerprint) => $"{KeyFolder}/{fingerprint}.pem";
}
