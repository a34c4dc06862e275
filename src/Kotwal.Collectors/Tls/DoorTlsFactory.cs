using Microsoft.Extensions.Logging;

namespace Kotwal.Collectors.Tls;

/// <summary>Makes the TLS of each door of its settings.</summary>
internal sealed class DoorTlsFactory(IDoorCertificate certificate, TimeProvider clock, ILogger<DoorTls> log)
{
    /// <param name="options">The door's settings.</param>
    /// <param name="section">Their section, for sentences.</param>
    public DoorTls Create(DoorTlsOptions options, string section) => new(
        certificate,
        options,
        options.ClientCaFile is { } path ? new ClientAuthorities(path, section + ":ClientCaFile", clock, log) : null,
        clock);
}
