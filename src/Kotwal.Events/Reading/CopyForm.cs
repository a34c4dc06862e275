namespace Kotwal.Events.Reading;

/// <summary>How a value is changed on its way into a field of the schema.</summary>
internal enum CopyForm : byte
{
    /// <summary>As it is.</summary>
    Same,

    /// <summary>In ASCII's lower case.</summary>
    Lower,

    /// <summary>What follows the last slash or backslash.</summary>
    FileName,

    /// <summary>What stands before the last slash or backslash.</summary>
    Directory,

    /// <summary>What follows the last dot of the file name.</summary>
    Extension,

    /// <summary>What follows the backslash of <c>DOMAIN\user</c>; the whole when there is none.</summary>
    AccountName,

    /// <summary>What stands before the backslash of <c>DOMAIN\user</c>; nothing when there is none.</summary>
    AccountDomain,

    /// <summary>What follows the first backslash: a registry key below its hive.</summary>
    BelowRoot,

    /// <summary>What stands between the first backslash and the last: a registry value's key below its hive.</summary>
    BetweenRootAndName,

    /// <summary>What stands before the first backslash: a registry hive.</summary>
    Root,

    /// <summary>Seconds, with a fraction or without, as nanoseconds.</summary>
    Seconds,

    /// <summary>Seconds without their fraction.</summary>
    WholeSeconds,

    /// <summary>Seconds since 1970, as a date.</summary>
    Epoch,

    /// <summary>The number of a TLS version written like <c>TLSv12</c>: 1.2.</summary>
    TlsNumber,

    /// <summary>The name of a TLS version written like <c>TLSv12</c>: tls.</summary>
    TlsName,
}
