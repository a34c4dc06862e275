using System.ComponentModel.DataAnnotations;

namespace Kotwal.Collectors.Tls;

/// <summary>TLS of one door. Section <c>Tls</c> within the door's own. TLS 1.2 and 1.3; the certificate is the server's.</summary>
public sealed class DoorTlsOptions
{
    /// <summary>
    /// PEM file of the authorities that clients' certificates are to come from. Default null: clients are asked for none.
    /// </summary>
    public string? ClientCaFile { get; set; }

    /// <summary>
    /// Whether a client without a certificate is refused, where there is a <see cref="ClientCaFile"/>. One with a wrong certificate
    /// always is. Default true.
    /// </summary>
    public bool RequireClientCertificate { get; set; } = true;

    /// <summary>How long a handshake may take. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan HandshakeTime { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>What is wrong with these settings, one sentence each.</summary>
    /// <param name="section">Their section, for example <c>Collectors:Syslog:Tls</c>.</param>
    public IEnumerable<ValidationResult> Problems(string section)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(this, new ValidationContext(this), results, validateAllProperties: true);
        return results.Select(result => new ValidationResult($"{section}: {result.ErrorMessage}", result.MemberNames));
    }
}
