namespace Kotwal.Lake;

/// <summary>A retention class, as the operator's settings say it: what it takes, and how long that is kept.</summary>
public sealed class RetentionClassOptions
{
    /// <summary>Name of the class, which is part of folder names: 1 to 32 of a-z, 0-9 and the hyphen.</summary>
    public string Name { get; set; } = "";

    /// <summary>Whole days that an event is kept after the UTC day on which it was received. 1 to 36,500; no default.</summary>
    public int Days { get; set; }

    /// <summary>Whole days after which its sealed segments move into the cold store; null for what <c>Lake:Cold:AfterDays</c> says. 1 to 36,500.</summary>
    public int? ColdAfterDays { get; set; }

    /// <summary>Names of sources, <c>*</c> for any part of a name. Empty takes every source.</summary>
    public IList<string> Sources { get; } = [];

    /// <summary>
    /// Severities by their names in RFC 5424, section 6.2.1 (<c>debug</c> to <c>emergency</c>), as the record's <c>log.level</c> or its
    /// syslog severity says them. Empty takes every event, one without a severity too.
    /// </summary>
    public IList<string> Levels { get; } = [];

    /// <summary>
    /// Who has allowed, and why, that the class is shorter than the law asks. Without these words such a class is refused; with them
    /// they are written into the audit trail at every start.
    /// </summary>
    public string BelowLegalMinimum { get; set; } = "";
}
