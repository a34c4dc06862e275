namespace Kotwal.Events.Formats.Auditd;

/// <summary>How the value of an audit field is read.</summary>
internal enum AuditdRole
{
    None,

    /// <summary>Text that may be in hexadecimal.</summary>
    Text,

    /// <summary>An argument of a program; text too.</summary>
    Argument,

    /// <summary>Whether it succeeded.</summary>
    Outcome,
}
