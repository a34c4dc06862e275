namespace Kotwal.Events.Formats.Windows;

/// <summary>Names whose values decide about the whole event.</summary>
internal enum WindowsRole
{
    None,
    Channel,
    Provider,
    EventId,
    Keywords,
    TimeCreated,
    UtcTime,
    Hashes,
    QueryResults,
    Initiated,
    Status,
}
