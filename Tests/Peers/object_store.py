"""A throwaway object store with Object Lock: Ceph's gateway over one monitor and one disk in memory.

    object_store.py FOLDER     FOLDER is made and taken away; its path has to be short (unix sockets)

When the gateway answers, one line stands on standard output: its port and its process id. It runs
until standard input ends; then exactly the processes that it started are ended. Everything listens on
127.0.0.1 only. Needs Debian's ceph-mon, ceph-osd and radosgw (`.ci/dependencies store`).
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
import uuid

ACCESS, SECRET = "AKIATRAILSEALTEST", "a-secret-of-a-test-and-of-nothing-else"

# One copy of everything, one placement group, no passwords between the parts, nothing beside FOLDER.
GLOBAL = {
    "auth_cluster_required": "none", "auth_service_required": "none",
    "auth_client_required": "none", "keyring": "/dev/null",
    "ms_bind_msgr2": "false", "ms_bind_ipv6": "false",
    "public_addr": "127.0.0.1", "cluster_addr": "127.0.0.1",
    "log_to_stderr": "false", "err_to_stderr": "false", "pid_file": "",
    "osd_pool_default_size": "1", "osd_pool_default_min_size": "1",
    "osd_pool_default_pg_num": "1", "osd_pool_default_pgp_num": "1",
    "osd_pool_default_pg_autoscale_mode": "off", "osd_crush_chooseleaf_type": "0",
    "mon_allow_pool_size_one": "true", "mon_max_pg_per_osd": "1000",
    "mon_data_avail_crit": "1", "mon_data_avail_warn": "1",
    "paxos_propose_interval": "0.05", "paxos_min_wait": "0.01",
    "osd_objectstore": "memstore", "memstore_device_bytes": str(1 << 28),
    "osd_crush_location": "root=default host=localhost", "osd_class_update_on_start": "false",
    "osd_max_object_name_len": "2048", "osd_max_object_namespace_len": "256",
    "rgw_rados_pool_pg_num_min": "1", "rgw_override_bucket_index_max_shards": "1",
    "rgw_data_log_num_shards": "1", "rgw_md_log_max_shards": "1", "rgw_gc_max_objs": "1",
    "rgw_lc_max_objs": "1", "rgw_usage_max_shards": "1", "rgw_num_control_oids": "1",
    "rgw_objexp_hints_num_shards": "1", "rgw_reshard_num_logs": "1", "rgw_enable_apis": "s3, admin",
    "rgw_enable_quota_threads": "false", "rgw_run_sync_thread": "false",
    "rgw_dynamic_resharding": "false",
}


def free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    for each in sockets:
        each.bind(("127.0.0.1", 0))
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


class Store:
    def __init__(self, folder):
        self.folder = os.path.abspath(folder)
        self.running = []
        for name in ("mon", "osd", "rgw", "run", "log", "crash"):
            os.makedirs(os.path.join(self.folder, name))
        self.monitor, self.port = free_ports(2)
        self.fsid, self.disk = str(uuid.uuid4()), str(uuid.uuid4())
        # Without the flag a client asks the monitor for settings first and may forget the fsid.
        self.environment = {
            **os.environ, "CEPH_CONF": self.path("ceph.conf"), "CEPH_ARGS": "--no-mon-config"}

    def path(self, *parts):
        return os.path.join(self.folder, *parts)

    def configure(self):
        own = {
            "fsid": self.fsid, "mon_host": "[v1:127.0.0.1:%d]" % self.monitor,
            "mon_initial_members": "a", "run_dir": self.path("run"), "crash_dir": self.path("crash"),
            "admin_socket": self.path("run", "$name.sock"), "log_file": self.path("log", "$name"),
            "mon_cluster_log_file": self.path("log", "cluster"), "mon_data": self.path("mon"),
            "osd_data": self.path("osd"), "rgw_data": self.path("rgw"),
            "rgw_frontends": "beast endpoint=127.0.0.1:%d tcp_nodelay=1" % self.port}
        with open(self.path("ceph.conf"), "w", encoding="ascii") as file:
            file.write("[global]\n")
            for name, value in {**GLOBAL, **own}.items():
                file.write("%s = %s\n" % (name, value))

    def run(self, *command):
        with open(self.path("log", "setup"), "ab") as log:
            subprocess.run(command, env=self.environment, stdin=subprocess.DEVNULL, stdout=log,
                           stderr=log, timeout=60, check=True)

    def insist(self, *command):
        """Runs a command that a monitor refuses now and then while it is still starting."""
        for _ in range(10):
            try:
                return self.run(*command)
            except subprocess.CalledProcessError:
                time.sleep(0.5)
        self.run(*command)

    def begin(self, *command):
        with open(self.path("log", command[0] + ".out"), "wb") as log:
            process = subprocess.Popen(
                command, env=self.environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                start_new_session=True)
        self.running.append(process)
        return process

    def start(self):
        self.configure()
        self.run("monmaptool", "--create", "--fsid", self.fsid, "--addv", "a",
                 "[v1:127.0.0.1:%d]" % self.monitor, self.path("monmap"))
        self.run("ceph-mon", "--mkfs", "-i", "a", "--monmap", self.path("monmap"))
        self.begin("ceph-mon", "-f", "-i", "a")
        self.insist("ceph", "--connect-timeout", "30", "osd", "new", self.disk, "0")
        self.run("ceph-osd", "--mkfs", "-i", "0", "--osd-uuid", self.disk)
        self.begin("ceph-osd", "-f", "-i", "0")
        self.run("radosgw-admin", "-n", "client.admin", "user", "create", "--uid=tester",
                 "--display-name=tester", "--access-key=" + ACCESS, "--secret-key=" + SECRET)
        gateway = self.begin("radosgw", "-f", "-n", "client.rgw")
        for _ in range(300):
            if gateway.poll() is not None:
                raise RuntimeError("the gateway ended")
            try:
                urllib.request.urlopen("http://127.0.0.1:%d/" % self.port, timeout=2).close()
                return gateway.pid
            except OSError:
                time.sleep(0.1)
        raise RuntimeError("the gateway doesn't answer")

    def stop(self):
        for process in reversed(self.running):
            if process.poll() is None:
                # One that a test has stopped has to go on to end.
                process.send_signal(signal.SIGCONT)
                process.terminate()
                try:
                    process.wait(10)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


def main():
    store = Store(sys.argv[1])
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        print(store.port, store.start(), flush=True)
        sys.stdin.read()
    except Exception as error:  # said, then everything is ended
        print("object_store.py: %s; see %s" % (error, store.path("log")), file=sys.stderr)
        with open(store.path("log", "setup"), errors="replace") as log:
            sys.stderr.write(log.read()[-2000:])
        raise SystemExit(70)
    finally:
        store.stop()


if __name__ == "__main__":
    main()
