package dev.lakehouse.medallion.fault;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.spark.sql.SparkSession;

/** The local disk under the scheme {@code fault:}, with the {@link Faults} that are planned. */
public final class FaultyFileSystem extends RawLocalFileSystem {

  private static final String SCHEME = "fault";
  private static final URI NAME = URI.create(SCHEME + ":///");

  /** Makes the scheme known to a session. */
  static void register(SparkSession spark) {
    Configuration configuration = spark.sparkContext().hadoopConfiguration();
    configuration.set("fs." + SCHEME + ".impl", FaultyFileSystem.class.getName());
    configuration.set("fs.AbstractFileSystem." + SCHEME + ".impl", Context.class.getName());
  }

  /** The same for those who use Hadoop's newer interface, as Delta's log does. */
  public static final class Context extends DelegateToFileSystem {
    public Context(URI name, Configuration configuration) throws Exception {
      super(name, new FaultyFileSystem(), configuration, SCHEME, false);
    }
  }

  @Override
  public URI getUri() {
    return NAME;
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  protected OutputStream createOutputStreamWithMode(
      Path file, boolean append, FsPermission permission) throws IOException {
    Faults.Operation creation = Faults.next("create " + file);
    return new FilterOutputStream(super.createOutputStreamWithMode(file, append, permission)) {
      private boolean closed;

      @Override
      public void write(byte[] bytes, int from, int length) throws IOException {
        if (creation.failsHalfWay()) {
          out.write(bytes, from, length / 2);
          out.flush();
          throw creation.failure();
        }
        out.write(bytes, from, length);
      }

      @Override
      public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
      }

      @Override
      public void close() throws IOException {
        super.close();
        if (!closed) {
          closed = true;
          creation.done();
        }
      }
    };
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    Faults.Operation renaming = Faults.next("rename to " + to);
    boolean renamed = super.rename(from, to);
    renaming.done();
    return renamed;
  }

  @Override
  public boolean delete(Path path, boolean recursive) throws IOException {
    Faults.Operation deletion = Faults.next("delete " + path);
    boolean deleted = super.delete(path, recursive);
    deletion.done();
    return deleted;
  }

  @Override
  public boolean mkdirs(Path folder) throws IOException {
    Faults.requireLife();
    return super.mkdirs(folder);
  }

  @Override
  public FSDataInputStream open(Path file, int bufferSize) throws IOException {
    Faults.reading(file);
    return super.open(file, bufferSize);
  }

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    Faults.requireLife();
    return super.getFileStatus(path);
  }

  @Override
  public FileStatus[] listStatus(Path folder) throws IOException {
    Faults.requireLife();
    return super.listStatus(folder);
  }

  /** Would start a process for each file, to no use here. */
  @Override
  public void setPermission(Path path, FsPermission permission) {}
}
