using System.Buffers.Binary;

namespace Kotwal.Events.Reading.Flows;

/// <summary>In what NetFlow v9 (RFC 3954) and IPFIX (RFC 7011) differ when they announce templates.</summary>
/// <param name="TemplateSet">Number of the sets that hold templates.</param>
/// <param name="OptionsSet">Number of the sets that hold options templates.</param>
/// <param name="HasEnterprises">True when elements can be an enterprise's and lengths variable.</param>
internal sealed record FlowDialect(int TemplateSet, int OptionsSet, bool HasEnterprises)
{
    public static readonly FlowDialect NetFlow = new(0, 1, HasEnterprises: false);
    public static readonly FlowDialect Ipfix = new(2, 3, HasEnterprises: true);
}

/// <summary>Reads the templates of one set, one after another.</summary>
internal ref struct FlowTemplateReader(ReadOnlySpan<byte> set, FlowDialect dialect, bool isOptions)
{
    /// <summary>The enterprise under which the scopes of NetFlow v9 are numbered (RFC 3954, section 6.1).</summary>
    public const uint Scope = uint.MaxValue;

    /// <summary>The least number of a template (RFC 7011, section 3.4.1).</summary>
    public const int LeastNumber = 256;

    private const int MaxFields = 1024;
    private const int EnterpriseBit = 0x8000;

    private readonly ReadOnlySpan<byte> set = set;
    private int position;

    /// <summary>Number of the template that was read.</summary>
    public int Number { get; private set; }

    /// <summary>The template that was read; null when it is taken back.</summary>
    public FlowTemplate? Template { get; private set; }

    /// <summary>Why reading stopped, or null; counted from the set's first template.</summary>
    public ReadError? Error { get; private set; }

    /// <summary>Reads the next template; false at the end, where padding may stand, and after an error.</summary>
    public bool MoveNext()
    {
        if (set.Length - position < 4 || !set[position..].ContainsAnyExcept((byte)0))
        {
            return false;
        }

        Number = ReadNumber();
        if (Number < LeastNumber && !(dialect.HasEnterprises && Number == (isOptions ? dialect.OptionsSet : dialect.TemplateSet)))
        {
            return Fail("a template's number of 256 or more");
        }

        return isOptions ? ReadOptions() : ReadFields(ReadNumber(), scopes: 0);
    }

    private bool ReadOptions()
    {
        var count = ReadNumber();
        if (dialect.HasEnterprises)
        {
            if (count == 0)
            {
                Template = null;
                return true;
            }

            return set.Length - position >= 2 ? ReadFields(count, ReadNumber()) : Fail("a number of scope fields");
        }

        if (set.Length - position < 2)
        {
            return Fail("the length of the options");
        }

        // Lengths in bytes there, four for each field.
        var options = ReadNumber();
        return count % 4 == 0 && options % 4 == 0 ? ReadFields((count + options) / 4, count / 4) : Fail("lengths of whole fields");
    }

    private bool ReadFields(int count, int scopes)
    {
        Template = null;
        if (count == 0)
        {
            return dialect.HasEnterprises || Fail("a template with fields");
        }

        if (count > MaxFields || count * 4 > set.Length - position)
        {
            return Fail($"{count} fields of a template");
        }

        var fields = new FlowField[count];
        var total = 0;
        for (var index = 0; index < count; index++)
        {
            if (!ReadField(index < scopes, ref fields[index]))
            {
                return false;
            }

            total += fields[index].Length == FlowTemplate.Variable ? 1 : fields[index].Length;
        }

        if (total is 0 or > ushort.MaxValue)
        {
            return Fail("a template whose records fit a datagram");
        }

        Template = new FlowTemplate(fields, isOptions);
        return true;
    }

    private bool ReadField(bool isScope, ref FlowField field)
    {
        if (set.Length - position < 4)
        {
            return Fail("a field of a template");
        }

        var (number, length) = (ReadNumber(), ReadNumber());
        if (!dialect.HasEnterprises)
        {
            field = new(isScope ? Scope : 0, number, length);
            return length != FlowTemplate.Variable || Fail("a length that is not variable");
        }

        var enterprise = 0u;
        if ((number & EnterpriseBit) != 0)
        {
            if (set.Length - position < 4)
            {
                return Fail("an enterprise number");
            }

            enterprise = BinaryPrimitives.ReadUInt32BigEndian(set[position..]);
            position += 4;
        }

        field = new(enterprise, number & ~EnterpriseBit, length);
        return true;
    }

    private int ReadNumber()
    {
        var number = BinaryPrimitives.ReadUInt16BigEndian(set[position..]);
        position += 2;
        return number;
    }

    private bool Fail(string expected)
    {
        Error = new(position, expected);
        return false;
    }
}
