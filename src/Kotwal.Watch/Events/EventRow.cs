using Kotwal.Lake;
using Kotwal.Watch.Cells;

namespace Kotwal.Watch.Events;

/// <summary>An event in a list: of its many fields, the ones that tell a person what it is.</summary>
/// <param name="Id">The event's id; null when the lake gave none.</param>
/// <param name="At">When it happened.</param>
/// <param name="Source">The inlet it came in by.</param>
/// <param name="Host">Who it is about: the first of several fields that is there.</param>
/// <param name="What">What kind of thing happened.</param>
/// <param name="IsFailure">True when what was tried did not work, or the record could not be read.</param>
/// <param name="Flow">From whom to whom; empty when nobody is named.</param>
/// <param name="Message">What the record says.</param>
public sealed record EventRow(
    Guid? Id, DateTimeOffset? At, string Source, string Host, string What, bool IsFailure, string Flow, string Message)
{
    /// <summary>The field that <see cref="Host"/> is of; empty when there is none.</summary>
    public string HostField { get; init; } = "";

    /// <summary>The field that <see cref="What"/> is of; empty when there is none.</summary>
    public string WhatField { get; init; } = "";

    /// <summary>The cells of the columns that a person chose, in their order.</summary>
    public IReadOnlyList<object?> Cells { get; init; } = [];

    /// <summary>Longest message in a list, in characters.</summary>
    public const int MaxMessageLength = 400;

    private static readonly string[] Hosts =
        ["host.name", "host.hostname", "observer.name", "log.syslog.hostname", "winlog.computer_name", "city.node", "city.source.node"];

    private static readonly string[] Whats = ["event.action", "event.code", "event.category", "event.dataset", "event.kind"];

    private static readonly string[] Messages = ["error.message", "message", "event.original"];

    private static readonly string[] Fields =
    [
        "@timestamp", "event.id", "kotwal.source", .. Hosts, .. Whats, .. Messages, "event.outcome", "user.name", "process.name",
        "source.ip", "source.port", "destination.ip", "destination.port", "network.transport",
    ];

    /// <summary>What a list asks the lake for.</summary>
    internal static readonly string Projection = Projected([]);

    /// <summary>What a list with further columns asks the lake for.</summary>
    internal static string Projected(IReadOnlyList<string> columns) =>
        "project " + string.Join(", ", [.. Fields, .. columns.Except(Fields, StringComparer.Ordinal).Select(HuntText.Name)]);

    /// <summary>These columns alone, and when it was.</summary>
    internal static string ProjectedOnly(IReadOnlyList<string> columns) =>
        "project " + string.Join(", ", columns.Prepend("@timestamp").Distinct(StringComparer.Ordinal).Select(HuntText.Name));

    /// <summary>The rows of an answer.</summary>
    internal static IReadOnlyList<EventRow> Of(QueryResult result, IReadOnlyList<string> columns)
    {
        var places = result.Columns.Index().ToDictionary(column => column.Item.Name, column => column.Index, StringComparer.Ordinal);
        return
        [
            .. result.Rows.Select(row => Of(new RowCells(places, row)) with
            {
                Cells = columns.Count == 0 ? [] : [.. columns.Select(column => places.TryGetValue(column, out var place) ? row[place] : null)],
            }),
        ];
    }

    private static EventRow Of(RowCells cells) => new(
        Guid.TryParse(cells.Text("event.id"), out var id) ? id : null,
        cells.Time("@timestamp"),
        cells.Text("kotwal.source"),
        cells.First(Hosts).Text,
        cells.First(Whats).Text,
        cells.Text("event.outcome") == "failure" || cells.Text("error.message").Length > 0,
        FlowOf(cells),
        Cut(cells.First(Messages).Text))
    {
        HostField = cells.First(Hosts).Field,
        WhatField = cells.First(Whats).Field,
    };

    private static string FlowOf(RowCells cells)
    {
        var parties = new[] { Party(cells, "source"), Party(cells, "destination") };
        var flow = parties[1].Length > 0 ? $"{parties[0]} → {parties[1]}".TrimStart() : parties[0];
        string[] parts = [cells.Text("user.name"), cells.Text("process.name"), flow, flow.Length > 0 ? cells.Text("network.transport") : ""];
        return string.Join(" · ", parts.Where(part => part.Length > 0));
    }

    private static string Party(RowCells cells, string side)
    {
        var (address, port) = (cells.Text(side + ".ip"), cells.Text(side + ".port"));
        var written = address.Contains(':') && port.Length > 0 ? $"[{address}]" : address;
        return address.Length > 0 && port.Length > 0 ? $"{written}:{port}" : address;
    }

    private static string Cut(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length <= MaxMessageLength ? line : line[..(MaxMessageLength - 1)] + "…";
    }

    private readonly record struct RowCells(Dictionary<string, int> Places, object?[] Row)
    {
        public string Text(string name) => Places.TryGetValue(name, out var place) ? CellText.Of(Row[place]) : "";

        public DateTimeOffset? Time(string name) => Places.TryGetValue(name, out var place) ? Row[place] as DateTimeOffset? : null;

        public (string Field, string Text) First(string[] names)
        {
            foreach (var name in names)
            {
                if (Text(name) is { Length: > 0 } text)
                {
                    return (name, text);
                }
            }

            return ("", "");
        }
    }
}
