using System.Buffers.Binary;

namespace Kotwal.Events.Reading.Flows;

/// <summary>
/// Reads the sets of one datagram of NetFlow v9 or IPFIX: templates are remembered, records read by them, and records whose template
/// has not come yet wait for it.
/// </summary>
/// <param name="exporter">What is remembered of the sender.</param>
/// <param name="dialect">In what the two formats differ.</param>
/// <param name="module">The format's name.</param>
internal sealed class FlowSets(FlowExporter exporter, FlowDialect dialect, string module)
{
    private const int HeaderBytes = 4;

    private readonly FlowDecoder decoder = new();
    private readonly FlowDatagram later = new(module);

    /// <summary>Gives an event of each set whose template did not come in time, or for which there is no room.</summary>
    public void GiveUpOverdue(FlowDatagram datagram, int version)
    {
        while (exporter.Pending.TakeOverdue(datagram.Record.ReceivedAt.UnixNanoseconds) is { } set)
        {
            Resume(set, datagram, version);
            later.AddUnreadable(0, set.Bytes.Length, new(0, $"template {set.Template}, which did not come before or soon after,"));
        }
    }

    /// <summary>Reads the sets between two places of the datagram.</summary>
    /// <param name="datagram">What is read.</param>
    /// <param name="key">The stream, among the exporter's.</param>
    /// <param name="domain">What is known of that stream.</param>
    /// <param name="version">Version of the format.</param>
    /// <param name="start">Where the first set begins.</param>
    /// <returns>How many records of data there were; null when that cannot be known.</returns>
    public uint? Read(FlowDatagram datagram, long key, FlowDomain domain, int version, int start)
    {
        uint? records = 0;
        var position = start;
        while (datagram.Bytes.Length - position >= HeaderBytes)
        {
            var header = datagram.Bytes[position..];
            var (number, length) = (BinaryPrimitives.ReadUInt16BigEndian(header), BinaryPrimitives.ReadUInt16BigEndian(header[2..]));
            if (length < HeaderBytes || length > header.Length)
            {
                datagram.AddUnreadable(position, header.Length, new(position + 2, "a set's length that fits its datagram"));
                return null;
            }

            var (body, bytes) = (position + HeaderBytes, length - HeaderBytes);
            if (number >= FlowTemplateReader.LeastNumber)
            {
                records += ReadData(datagram, key, domain, number, body, bytes);
            }
            else if (number == dialect.TemplateSet || number == dialect.OptionsSet)
            {
                ReadTemplates(datagram, key, domain, version, position, length);
            }
            else
            {
                datagram.AddUnreadable(position, length, new(position, "a set of templates, options or records"));
            }

            position += length;
        }

        exporter.Weigh();
        return records;
    }

    private uint? ReadData(FlowDatagram datagram, long key, FlowDomain domain, int number, int start, int length)
    {
        if (domain.Templates.TryGetValue(number, out var template))
        {
            return ReadRecords(datagram, domain, template, start, length);
        }

        exporter.Pending.Add(new PendingSet(
            key, number, datagram.ExportedAt, datagram.Uptime, datagram.Record.ReceivedAt.UnixNanoseconds, datagram.Bytes.Slice(start, length).ToArray()));
        return null;
    }

    // What is shorter than a record, at the end, is padding.
    private uint ReadRecords(FlowDatagram datagram, FlowDomain domain, FlowTemplate template, int start, int length)
    {
        var records = 0u;
        for (var end = start + length; end - start >= template.LeastBytes; records++)
        {
            var size = template.Measure(datagram.Bytes[start..end]);
            if (size < 0)
            {
                datagram.AddUnreadable(start, end - start, new(start, "a record as its template announces it"));
                break;
            }

            if (!template.IsOptions)
            {
                decoder.ReadFlow(template, start, size, datagram, domain);
            }
            else if (!FlowOptions.Learn(template, datagram.Bytes.Slice(start, size), domain, exporter))
            {
                decoder.ReadOptions(template, start, size, datagram);
            }

            start += size;
        }

        return records;
    }

    private void ReadTemplates(FlowDatagram datagram, long key, FlowDomain domain, int version, int start, int length)
    {
        var isOptions = BinaryPrimitives.ReadUInt16BigEndian(datagram.Bytes[start..]) == dialect.OptionsSet;
        var templates = new FlowTemplateReader(datagram.Bytes.Slice(start + HeaderBytes, length - HeaderBytes), dialect, isOptions);
        while (templates.MoveNext())
        {
            if (templates.Template is not { } template)
            {
                Withdraw(domain, templates.Number, isOptions);
            }
            else if (exporter.TryMakeRoom(domain, template.Cost))
            {
                domain.Set(templates.Number, template);
                ReadWaiting(datagram, key, domain, version, templates.Number, template);
            }
            else
            {
                datagram.AddUnreadable(start, length, new(start, $"fewer templates of one exporter than take {FlowExporter.MaxCost} bytes"));
            }
        }

        if (templates.Error is { } error)
        {
            datagram.AddUnreadable(start, length, error with { Offset = error.Offset + start + HeaderBytes });
        }
    }

    // RFC 7011, section 8.1: one template, or all of their kind when the set's own number is named.
    private static void Withdraw(FlowDomain domain, int number, bool isOptions)
    {
        if (number < FlowTemplateReader.LeastNumber)
        {
            domain.RemoveAll(isOptions);
        }
        else
        {
            domain.Remove(number);
        }
    }

    private void ReadWaiting(FlowDatagram datagram, long key, FlowDomain domain, int version, int number, FlowTemplate template)
    {
        while (exporter.Pending.Take(key, number) is { } set)
        {
            Resume(set, datagram, version);
            ReadRecords(later, domain, template, 0, set.Bytes.Length);
        }
    }

    // As though the set's own datagram had come now; ids of its events follow from the place of the one that is read.
    private void Resume(PendingSet set, FlowDatagram datagram, int version) => later.Start(
        datagram.Record with { Payload = set.Bytes }, datagram.Batch, version, unchecked((uint)set.Domain), set.ExportedAt, set.Uptime);
}
