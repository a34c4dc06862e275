using Kotwal.Inputs;
using Kotwal.Tls;

namespace Kotwal.Commands;

/// <summary>Reads what a command line says of the server that is asked: where it is, and how it is known to be the right one.</summary>
internal static class ServerAddress
{
    /// <exception cref="BadInputException">The text is no address of a server.</exception>
    public static Uri Read(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address!
            : throw new BadInputException("--server takes an address such as http://127.0.0.1:8470.");

    /// <exception cref="BadInputException">Both are given.</exception>
    public static ServerTrust ReadTrust(FileInfo? authorities, string? fingerprint) => (authorities, fingerprint) switch
    {
        ({ } file, null) => ServerTrust.ByAuthorities(file.FullName),
        (null, { } text) => ServerTrust.ByFingerprint(text),
        (null, null) => ServerTrust.BySystem,
        _ => throw new BadInputException("Give one of --ca-file and --fingerprint."),
    };
}
